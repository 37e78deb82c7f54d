"""The floor: an echo bot of nothing but aiohttp, PyJWT and one pooled session; it keeps no state."""

import os
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import jwt
from aiohttp import ClientSession, web

_SCOPE = "https://api.botframework.com/.default"
_EARLY = 300  # Seconds before its end that a token is fetched anew.


class Door:
    """Checks tokens, echoes text."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._keys: dict[str, jwt.PyJWK] = {}
        self._token = ""
        self._token_ends = 0.0

    async def connected(self, _app: web.Application) -> AsyncIterator[None]:
        async with ClientSession() as self._session:
            self._keys = await self._published_keys()
            yield

    async def messages(self, request: web.Request) -> web.Response:
        activity = await request.json()
        if not self._admits(request.headers.get("Authorization", ""), activity):
            return web.Response(status=401)
        if activity["type"] == "message":
            await self._reply(activity)
        return web.Response()

    def _admits(self, authorization: str, activity: dict[str, Any]) -> bool:
        token = authorization.removeprefix("Bearer ")
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            claims = jwt.decode(
                token,
                key,
                ["RS256"],
                audience=self._environment["MicrosoftAppId"],
                issuer=self._environment["BOT_TOKEN_ISSUER"],
                leeway=300,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.InvalidTokenError, KeyError):
            return False
        return bool(claims.get("serviceurl") == activity["serviceUrl"])

    async def _reply(self, activity: dict[str, Any]) -> None:
        place = activity["conversation"]["id"]
        address = f"{activity['serviceUrl']}v3/conversations/{quote(place)}/activities/{activity['id']}"
        reply = {
            "type": "message",
            "text": f"Echo: {activity['text']}",
            "from": activity["recipient"],
            "recipient": activity["from"],
            "conversation": activity["conversation"],
            "replyToId": activity["id"],
        }
        headers = {"Authorization": f"Bearer {await self._outgoing_token()}"}
        async with self._session.post(address, json=reply, headers=headers) as response:
            response.raise_for_status()
            await response.read()

    async def _outgoing_token(self) -> str:
        if time.time() > self._token_ends - _EARLY:
            form = {
                "grant_type": "client_credentials",
                "client_id": self._environment["MicrosoftAppId"],
                "client_secret": self._environment["MicrosoftAppPassword"],
                "scope": _SCOPE,
            }
            async with self._session.post(self._environment["BOT_TOKEN_URL"], data=form) as response:
                grant = await response.json()
            self._token, self._token_ends = grant["access_token"], time.time() + grant["expires_in"]
        return self._token

    async def _published_keys(self) -> dict[str, jwt.PyJWK]:
        async with self._session.get(self._environment["BOT_OPENID_METADATA_URL"]) as response:
            address = (await response.json())["jwks_uri"]
        async with self._session.get(address) as response:
            return {key["kid"]: jwt.PyJWK(key) for key in (await response.json())["keys"]}


def build(environment: dict[str, str]) -> web.Application:
    door = Door(environment)
    app = web.Application()
    app.cleanup_ctx.append(door.connected)
    app.router.add_post("/api/messages", door.messages)
    return app


if __name__ == "__main__":
    web.run_app(
        build(dict(os.environ)),
        host=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        access_log=None,
        print=None,
    )
