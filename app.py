"""The entry and the composition root: here the parts are put together, and nowhere else."""

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog
from aiohttp import ClientSession, TCPConnector, web

import chat
from bot.connector import ClientSecret, Connector, ManagedIdentity, Tokens, TokenSource
from bot.door import Door
from bot.endpoint import MOST_BYTES, PATH, Endpoint, new_adapter
from bot.handler import CoachHandler
from bot.identity import Gate
from bot.keys import ChannelKeys
from bot.outbound import write_reply
from cli import labelled_texts, shipped_revision
from cli_team import main
from config import Config
from knowledge.part import Language
from log import set_up_logging
from services.access import Roles
from services.agenda import Clockwork
from services.effects import TurnPorts
from services.library import Library, publish_first
from services.outbox import Outbox
from services.ports import Settings, Store, StoreDownError, TryAgainError, Writer
from services.trials import TrialPorts, Trials
from services.workbench import Workbench
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from web.oidc.line import Client
from web.oidc.provider import OpenId, Registration
from web.parts import Site
from web.site import add_pages

T = TypeVar("T")
_LONGEST_HEADER = 128 * 1024
"""A token of any length is answered by us, with 401, not by the HTTP library."""
_MOST_FIELDS = 20_000
"""So many fields fit a form of that size; the sentences of the admins' own pages are more than a thousand."""
_DRAIN = 8.0
"""Seconds that a stop waits for turns and messages under way."""
_log = structlog.get_logger()


def clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock


@contextlib.asynccontextmanager
async def store_of(config: Config) -> AsyncIterator[SqlStore]:
    """The store, with its tables and its first content."""
    engine = open_engine(config.database_url.get_secret_value())
    try:
        await upgrade(engine)
        store = SqlStore(engine)
        await publish_first(store, shipped_revision(), at=clock())
        yield store
    finally:
        await engine.dispose()


def turn_ports(config: Config, store: Store, write: Writer) -> TurnPorts:
    settings = Settings(config.names, config.base_url, config.default_language, config.local_sign_in)
    return TurnPorts(store, Library(store, config.names, shipped_revision()), write, clock, settings)


@contextlib.asynccontextmanager
async def application(config: Config, store: SqlStore) -> AsyncIterator[web.Application]:
    """Everything that is served, with the sessions and the outbox that live as long as it does."""
    async with ClientSession(connector=TCPConnector(limit=200, limit_per_host=100)) as session:
        ports = turn_ports(config, store, write_reply)
        courier = Connector(session, Tokens(_source(config, session)) if config.has_credentials else None)
        outbox = Outbox(store, courier, clock)
        door = Door(config.default_language, config.ignore_locale, config.app_id)
        handler = CoachHandler(ports, outbox, courier, door)
        endpoint = Endpoint(_gate(config, session), handler, new_adapter(), ports, outbox)
        app = web.Application(client_max_size=MOST_BYTES, client_max_fields=_MOST_FIELDS)
        app.router.add_route("*", PATH, endpoint)
        provider = _provider(config, store)
        site = _site(config, store, ports, outbox, provider)
        add_pages(app, site)
        await ports.library.latest()
        outbox.begin()
        clockwork = Clockwork(ports, outbox)
        clockwork.begin()
        try:
            yield app
        finally:
            await asyncio.gather(clockwork.drain(_DRAIN), outbox.drain(_DRAIN), site.trials.drain())
            if provider is not None:
                await provider.close()


def _provider(config: Config, store: SqlStore) -> OpenId | None:
    if not config.has_provider:
        return None
    registration = Registration(
        issuer=config.oidc_issuer,
        client=Client(config.oidc_client_id, config.oidc_client_secret.get_secret_value()),
        role_claim=config.oidc_role_claim,
        secrets=config.session_secrets,
        checked_every=timedelta(seconds=config.roles_checked_seconds),
    )
    return OpenId(registration, store.sessions, store.attempts, clock)


def _site(config: Config, store: SqlStore, ports: TurnPorts, outbox: Outbox, provider: OpenId | None) -> Site:
    bench = Workbench(store, store.drafts, ports.library)
    return Site(
        memory=store,
        ports=ports,
        outbox=outbox,
        bench=bench,
        trials=Trials(bench, ports.library, TrialPorts(store.past_tasks, store.previews, labelled_texts, clock)),
        names=config.names,
        roles=Roles(frozenset(config.coach_roles), frozenset(config.admin_roles)),
        public_url=config.public_url,
        local=config.local_sign_in,
        provider=provider,
    )


def _gate(config: Config, session: ClientSession) -> Gate:
    return Gate(
        keys=ChannelKeys(session, config.openid_metadata_url),
        app_id=config.app_id,
        tenant=config.tenant_id,
        issuer=config.token_issuer,
        service_hosts=config.service_hosts,
    )


def _source(config: Config, session: ClientSession) -> TokenSource:
    if config.app_type == "UserAssignedMSI":
        return ManagedIdentity(config.app_id)
    url = config.token_url or f"https://login.microsoftonline.com/{config.tenant_id}/oauth2/v2.0/token"
    return ClientSecret(session, url, config.app_id, config.app_password.get_secret_value())


async def serve(config: Config) -> None:
    """Serve until told to stop; then finish what is under way."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with _patient_store(config, stop) as store, application(config, store) as app:
        runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=_DRAIN, max_field_size=_LONGEST_HEADER, max_line_size=8190
        )
        await runner.setup()
        await web.TCPSite(runner, config.host, config.port).start()
        gc.collect()
        gc.freeze()  # What lives as long as the process is not looked through again: shorter pauses.
        _log.info("serving", address=f"http://{config.host}:{_port(runner)}{PATH}", database=_kind(config))
        await stop.wait()
        _log.info("stopping")
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _patient_store(config: Config, stop: asyncio.Event) -> AsyncIterator[SqlStore]:
    """A database that is not up yet is waited for."""
    pause = 0.5
    while True:
        try:
            opened = store_of(config)
            store = await opened.__aenter__()
            break
        except (OSError, StoreDownError, TryAgainError) as error:
            _log.warning("waiting_for_database", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
                raise SystemExit(0) from error
            pause = min(10.0, pause * 2)
    try:
        yield store
    finally:
        await opened.__aexit__(None, None, None)


def _port(runner: web.AppRunner) -> int:
    return int(runner.addresses[0][1]) if runner.addresses else 0


def _kind(config: Config) -> str:
    return config.database_url.get_secret_value().split(":", 1)[0]


class Root:
    """What the commands do, on the real parts."""

    clock = staticmethod(clock)

    def serve(self, config: Config) -> None:
        set_up_logging()
        asyncio.run(serve(config))

    async def chat(self, config: Config, *, person: str, language: Language | None, as_json: bool) -> None:
        async with store_of(config) as store:
            show = chat.show_json if as_json else chat.show_text
            terminal = chat.Terminal(person, language or config.default_language, show)
            ports = turn_ports(config, store, terminal.remember)
            await terminal.begin(ports)
            while line := await asyncio.to_thread(sys.stdin.readline):
                if line.strip():
                    await terminal.hear(ports, line.strip())

    async def with_store(self, config: Config, use: Callable[[Store], Awaitable[T]]) -> T:
        async with store_of(config) as store:
            return await use(store)

    async def with_ports(self, config: Config, use: Callable[[TurnPorts], Awaitable[T]]) -> T:
        async with store_of(config) as store:
            return await use(turn_ports(config, store, write_reply))

    async def upgrade(self, config: Config) -> None:
        engine = open_engine(config.database_url.get_secret_value())
        await upgrade(engine)
        await engine.dispose()

    async def is_current(self, config: Config) -> bool:
        engine = open_engine(config.database_url.get_secret_value())
        try:
            return await SqlStore(engine).ready()
        finally:
            await engine.dispose()


if __name__ == "__main__":
    main(obj=Root(), prog_name="python app.py")
