"""The fake's OpenID documents and its token endpoint."""

from aiohttp import web

from tests.fakes.faults import KEYS, METADATA, TOKEN
from tests.fakes.world import SCOPE, WORLD, World, answer

METADATA_PATH = "/v1/.well-known/openidconfiguration"
KEYS_PATH = "/v1/.well-known/keys"
ATTACKER_KEYS_PATH = "/attacker/keys"


def routes() -> list[web.RouteDef]:
    return [
        web.get(METADATA_PATH, _metadata),
        web.get(KEYS_PATH, _keys),
        web.get(ATTACKER_KEYS_PATH, _attacker_keys),
        web.get("/{tenant}/.well-known/openid-configuration", _tenant_metadata),
        web.get("/{tenant}/v2.0/.well-known/openid-configuration", _tenant_metadata),
        web.post("/{tenant}/oauth2/v2.0/token", _token),
    ]


async def _metadata(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.counts["metadata"] += 1
    usual = web.json_response(
        {
            "issuer": world.settings.issuer,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{_base(request)}{KEYS_PATH}",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }
    )
    return await answer(request, world.faults.take(METADATA), usual, delay=world.delay(METADATA))


async def _keys(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.counts["keys"] += 1
    usual = web.json_response(world.ring.document())
    return await answer(request, world.faults.take(KEYS), usual, delay=world.delay(KEYS))


async def _attacker_keys(request: web.Request) -> web.Response:
    """Where `jku` and `x5u` of a bad token may point; nobody should ever ask."""
    world = request.app[WORLD]
    world.counts["attacker_keys"] += 1
    return web.json_response({"keys": [world.ring.attacker.jwk()]})


async def _tenant_metadata(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.counts["tenant_metadata"] += 1
    tenant = f"{_base(request)}/{request.match_info['tenant']}"
    usual = web.json_response(
        {
            "issuer": f"{tenant}/v2.0",
            "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
            "token_endpoint": f"{tenant}/oauth2/v2.0/token",
            "jwks_uri": f"{_base(request)}{KEYS_PATH}",
        }
    )
    return await answer(request, None, usual, delay=world.delay(TOKEN))


async def _token(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.counts["token"] += 1
    form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    fault = world.faults.take(TOKEN)
    refused = _complaint(world, form)
    usual = _denial(refused) if refused else _grant(world)
    return await answer(request, fault, usual, delay=world.delay(TOKEN))


def _complaint(world: World, form: dict[str, str]) -> str | None:
    """What is wrong with the request, in OAuth's words."""
    settings = world.settings
    if form.get("grant_type") != "client_credentials":
        return "unsupported_grant_type"
    if (form.get("client_id"), form.get("client_secret")) != (settings.app_id, settings.app_password):
        return "invalid_client"
    return None if form.get("scope") == SCOPE else "invalid_scope"


def _denial(error: str) -> web.Response:
    body = {"error": error, "error_description": f"AADSTS70000: {error}"}
    return web.json_response(body, status=401 if error == "invalid_client" else 400)


def _grant(world: World) -> web.Response:
    seconds = world.settings.expires_in
    return web.json_response(
        {
            "token_type": "Bearer",
            "expires_in": seconds,
            "ext_expires_in": seconds,
            "access_token": world.issue_token(),
        }
    )


def _base(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"
