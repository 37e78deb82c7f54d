"""The peer: the Bot Framework SDK's echo bot with conversation state, put together as in Microsoft's samples.

It needs `botbuilder-integration-aiohttp` of the same version as `botbuilder-core`.
"""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import ParseResult, urlsplit

import msal.authority
import msal.token_cache
from aiohttp import web
from botbuilder.core import ActivityHandler, ConversationState, MemoryStorage, MessageFactory, TurnContext
from botbuilder.core.integration import aiohttp_error_middleware
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication


@dataclass(frozen=True)
class Config:
    """The sample's config.py, with every address that the SDK lets one set pointing at the fake."""

    APP_ID: str
    APP_PASSWORD: str
    APP_TENANTID: str
    TO_CHANNEL_FROM_BOT_LOGIN_URL: str
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER: str
    TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL: str
    TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL: str
    APP_TYPE: str = "SingleTenant"
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE: str = "https://api.botframework.com/.default"
    OAUTH_URL: str = "https://api.botframework.com"
    VALIDATE_AUTHORITY: bool = True


def config_from(environment: dict[str, str]) -> Config:
    metadata = environment["BOT_OPENID_METADATA_URL"]
    address = urlsplit(environment["BOT_TOKEN_URL"])
    return Config(
        APP_ID=environment["MicrosoftAppId"],
        APP_PASSWORD=environment["MicrosoftAppPassword"],
        APP_TENANTID=environment["MicrosoftAppTenantId"],
        # An "adfs" authority is not first looked up at login.microsoftonline.com, as the real one is not either.
        TO_CHANNEL_FROM_BOT_LOGIN_URL=f"{address.scheme}://{address.netloc}/adfs",
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER=environment["BOT_TOKEN_ISSUER"],
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL=metadata,
        TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL=metadata,
    )


def allow_plain_http() -> None:
    """Let msal ask a token endpoint without TLS, which saves this bot a handshake for every token."""
    strict: Any = msal.authority.canonicalize

    def canonicalize(address: str) -> tuple[ParseResult, str, str]:
        parts, host, tenant = strict(address.replace("http://", "https://", 1))
        return parts._replace(scheme=urlsplit(address).scheme), host, tenant

    for module in (msal.authority, msal.token_cache):
        setattr(module, "canonicalize", canonicalize)  # noqa: B010 - msal does not offer it to importers.


class EchoBot(ActivityHandler):
    def __init__(self, conversation_state: ConversationState) -> None:
        self._conversation_state = conversation_state
        self._turns = conversation_state.create_property("turns")

    async def on_turn(self, turn_context: TurnContext) -> None:
        await super().on_turn(turn_context)
        await self._conversation_state.save_changes(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> Any:
        turns: Any = await self._turns.get(turn_context, lambda: {"count": 0})
        turns["count"] += 1
        return await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


def build(config: Config) -> web.Application:
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(config))
    bot = EchoBot(ConversationState(MemoryStorage()))  # type: ignore[no-untyped-call]  # The SDK left it out.

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot) or web.Response()

    app = web.Application(middlewares=[aiohttp_error_middleware])
    app.router.add_post("/api/messages", messages)
    return app


if __name__ == "__main__":
    allow_plain_http()
    web.run_app(
        build(config_from(dict(os.environ))),
        host=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        access_log=None,
        print=None,
    )
