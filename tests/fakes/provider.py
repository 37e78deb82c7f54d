"""A provider that signs people in as badly as it is told to, in its own process: `python -m tests.fakes.provider`.

Every path below `/NAME` is a provider of its own, so that nothing that a test spoils troubles another test.
"""

import asyncio
import base64
import hashlib
import json
import secrets
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import BasicAuth, web

from tests.fakes.keys import KeyRing
from tests.fakes.minting import Order, mint

CLIENT: Final = "7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
SECRET: Final = "the secret of the pages"
LIFE: Final = 3600


@dataclass
class Provider:
    """One of them. `answers` take the place of what it would have said; `person` is who signs in."""

    ring: KeyRing
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    refresh: dict[str, Order] = field(default_factory=dict)
    rotates: bool = False
    counts: Counter[str] = field(default_factory=Counter)


class World:
    """All of them, with one ring of keys each has a copy of."""

    def __init__(self) -> None:
        ring = KeyRing()
        self.providers: defaultdict[str, Provider] = defaultdict(lambda: Provider(ring))


WORLD: Final = web.AppKey("world", World)


def build() -> web.Application:
    app = web.Application()
    app[WORLD] = World()
    for method, path, handler in (
        ("GET", "/{name}/.well-known/openid-configuration", _metadata),
        ("GET", "/{name}/keys", _keys),
        ("POST", "/{name}/token", _token),
        ("GET", "/{name}/userinfo", _userinfo),
        ("POST", "/_control/{name}/set", _set),
        ("POST", "/_control/{name}/code", _code),
        ("POST", "/_control/{name}/mint", _mint),
        ("POST", "/_control/{name}/rotate", _rotate),
        ("GET", "/_control/{name}/counts", _counts),
    ):
        app.router.add_route(method, path, handler)
    return app


def _here(request: web.Request) -> Provider:
    return request.app[WORLD].providers[request.match_info["name"]]


def _issuer(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}/{request.match_info['name']}"


async def _said(request: web.Request, part: str, usual: web.Response) -> web.Response:
    """The usual answer, or what the test wants instead of it."""
    here = _here(request)
    here.counts[part] += 1
    told = here.answers.get(part)
    if told is None:
        return usual
    await asyncio.sleep(told.get("delay", 0))
    body = told.get("body", usual.text or "") + "x" * told.get("size", 0)
    headers = {"Content-Type": "application/json", **told.get("headers", {})}
    return web.Response(status=told.get("status", 200), text=body, headers=headers)


async def _metadata(request: web.Request) -> web.Response:
    issuer = _issuer(request)
    usual = {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/keys",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "end_session_endpoint": f"{issuer}/leave",
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        **_here(request).documents.get("metadata", {}),
    }
    return await _said(request, "metadata", web.json_response(usual))


async def _keys(request: web.Request) -> web.Response:
    here = _here(request)
    return await _said(request, "keys", web.json_response(here.documents.get("keys") or here.ring.document()))


async def _userinfo(request: web.Request) -> web.Response:
    return await _said(request, "userinfo", web.json_response({"sub": "somebody", **_here(request).person}))


async def _token(request: web.Request) -> web.Response:
    form = {name: str(value) for name, value in (await request.post()).items()}
    here = _here(request)
    if not _is_client(request, form):
        return await _said(request, "token", _refused("invalid_client"))
    if form.get("grant_type") == "refresh_token":
        order = here.refresh.get(form.get("refresh_token", ""))
        if order is None:
            return await _said(request, "token", _refused("invalid_grant"))
        if here.rotates:
            del here.refresh[form["refresh_token"]]
        return await _said(request, "token", _granted(request, order, None))
    asked = here.codes.pop(form.get("code", ""), None)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
    if asked is None or asked["challenge"] != challenge.rstrip(b"=").decode():
        return await _said(request, "token", _refused("invalid_grant"))
    if asked["redirect"] != form.get("redirect_uri"):
        return await _said(request, "token", _refused("invalid_grant"))
    return await _said(request, "token", _granted(request, asked["order"], asked["nonce"]))


def _granted(request: web.Request, order: Order, nonce: str | None) -> web.Response:
    here, handed = _here(request), secrets.token_urlsafe(16)
    here.refresh[handed] = Order()
    token = mint(order, here.ring, _claims(request, nonce))
    return web.json_response(
        {"token_type": "Bearer", "expires_in": LIFE, "access_token": "a", "id_token": token, "refresh_token": handed}
    )


def _claims(request: web.Request, nonce: str | None) -> dict[str, Any]:
    now = int(time.time())
    about = {"iss": _issuer(request), "aud": CLIENT, "sub": "somebody", "name": "Sofia", "roles": ["coach"]}
    times = {"iat": now, "nbf": now, "exp": now + LIFE}
    return {**about, **times, **({"nonce": nonce} if nonce is not None else {}), **_here(request).person}


def _is_client(request: web.Request, form: Mapping[str, str]) -> bool:
    header = request.headers.get("Authorization")
    if header is not None:
        told = BasicAuth.decode(header)
        return (told.login, told.password) == (CLIENT, SECRET)
    return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)


def _refused(error: str) -> web.Response:
    return web.json_response({"error": error, "error_description": "secret words"}, status=400)


async def _set(request: web.Request) -> web.Response:
    here = _here(request)
    for name, value in (await request.json()).items():
        setattr(here, name, {} if name == "refresh" else value)
    return web.json_response({})


async def _code(request: web.Request) -> web.Response:
    """Somebody has signed in: a code for what the browser was sent here with."""
    body = await request.json()
    handed = secrets.token_urlsafe(16)
    _here(request).codes[handed] = {**body, "order": _order(body["order"])}
    return web.json_response({"code": handed})


async def _mint(request: web.Request) -> web.Response:
    order = _order(await request.json())
    return web.json_response({"token": mint(order, _here(request).ring, _claims(request, None))})


async def _rotate(request: web.Request) -> web.Response:
    """From now on this one signs with a key that it did not have before."""
    here = _here(request)
    here.ring = KeyRing()
    here.ring.rotate()
    return web.json_response({})


async def _counts(request: web.Request) -> web.Response:
    return web.json_response(_here(request).counts)


def _order(body: dict[str, Any]) -> Order:
    return Order(**body)


async def _serve() -> None:
    runner = web.AppRunner(build(), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(json.dumps({"base_url": f"http://127.0.0.1:{runner.addresses[0][1]}"}), flush=True)  # noqa: T201
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
