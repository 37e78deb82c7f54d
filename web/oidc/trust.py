"""What has to be true of a token before anybody is signed in with it. No network, no clock of its own."""

import base64
import binascii
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from services.access import Identity, Way

PublicKey = RSAKey | ECKey | OKPKey
KINDS = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
"""Which kind of key an algorithm needs, by how its name begins. Nothing else is ever accepted: not `none`, no HMAC."""
LEEWAY = 60.0
"""Seconds that clocks may differ."""
_LONGEST_TOKEN = 64 * 1024
_LONGEST_NAME = 255
_TENANT = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/v2\.0$")
_SCOPE = "access_as_user"


class UntrustedError(Exception):
    """Nobody is signed in. The reason is one for the log: it repeats nothing of what was sent."""


@dataclass(frozen=True, slots=True)
class Head:
    """How a token says it was signed."""

    algorithm: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Expected:
    """Who has to have made a token, and for whom."""

    issuer: str
    client: str
    role_claim: str


def head_of(token: str) -> Head:
    """What has to be known to find the key. Nothing of it is believed yet."""
    if len(token) > _LONGEST_TOKEN or token.count(".") != 2:
        raise UntrustedError("not a signed token")
    try:
        first = token.partition(".")[0]
        head = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise UntrustedError("not a signed token") from error
    algorithm, key = (head.get("alg"), head.get("kid")) if isinstance(head, dict) else (None, None)
    if not isinstance(algorithm, str) or not isinstance(key, str | None):
        raise UntrustedError("not a signed token")
    return Head(algorithm, key)


def claims_of(token: str, key: PublicKey, algorithms: Collection[str]) -> dict[str, Any]:
    """What a token claims, once its signature is that of the key."""
    try:
        return dict(jwt.decode(token, key, algorithms=list(algorithms)).claims)
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise UntrustedError("signature") from error


def check_sign_in(claims: Mapping[str, Any], expected: Expected, nonce: str | None, now: datetime) -> None:
    """An ID token. `nonce` is None where none was asked for: when the roles are looked at again."""
    _check_both(claims, expected, now)
    audience = _words(claims.get("aud"))
    if expected.client not in audience:
        raise UntrustedError("audience")
    party = claims.get("azp")
    if (len(audience) > 1 or party is not None) and party != expected.client:
        raise UntrustedError("authorised party")
    if nonce is not None and claims.get("nonce") != nonce:
        raise UntrustedError("nonce")


def check_tab(claims: Mapping[str, Any], expected: Expected, host: str, now: datetime) -> None:
    """An access token that Teams got for our own pages, on behalf of whoever looks at the tab."""
    _check_both(claims, expected, now)
    if claims.get("aud") not in (expected.client, f"api://{host}/{expected.client}"):
        raise UntrustedError("audience")
    scope = claims.get("scp")
    if not isinstance(scope, str) or _SCOPE not in scope.split():
        raise UntrustedError("scope")


def _check_both(claims: Mapping[str, Any], expected: Expected, now: datetime) -> None:
    if claims.get("iss") != expected.issuer:
        raise UntrustedError("issuer")
    tenant = _TENANT.search(expected.issuer)
    if tenant is not None and claims.get("tid") != tenant[1]:
        raise UntrustedError("tenant")
    moment = now.timestamp()
    if moment >= _seconds(claims, "exp") + LEEWAY:
        raise UntrustedError("expired")
    if _seconds(claims, "iat") - LEEWAY > moment:
        raise UntrustedError("from the future")
    if "nbf" in claims and _seconds(claims, "nbf") - LEEWAY > moment:
        raise UntrustedError("not valid yet")


def ends_at(claims: Mapping[str, Any], now: datetime) -> datetime:
    """When a token is over; for one without an end in sight, when it can no longer be told."""
    try:
        return datetime.fromtimestamp(_seconds(claims, "exp"), now.tzinfo)
    except (OverflowError, OSError, ValueError):
        return datetime.max.replace(tzinfo=now.tzinfo)


def identity_of(claims: Mapping[str, Any], expected: Expected, way: Way) -> Identity:
    """Who that is: by the lasting id in the tenant where there is one, never by an address that may change hands."""
    tenant, key = claims.get("tid"), claims.get("oid")
    if not (_is_id(tenant) and _is_id(key)):
        tenant, key = expected.issuer, claims.get("sub")
    if not _is_id(tenant) or not _is_id(key):
        raise UntrustedError("no lasting id")
    return Identity(str(tenant), str(key), _name(claims) or str(key), _words(claims.get(expected.role_claim)), way)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME and value.isprintable()


def _name(claims: Mapping[str, Any]) -> str:
    told = claims.get("name")
    written = "".join(letter for letter in told if letter.isprintable()) if isinstance(told, str) else ""
    return " ".join(written.split())[:_LONGEST_NAME]


def _words(value: object) -> tuple[str, ...]:
    """A claim that is one word or a list of them. Anything else, as of roles that are too many to tell: none."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _seconds(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e15:
        raise UntrustedError(f"no {name}")
    return float(value)
