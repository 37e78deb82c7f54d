"""Minting channel tokens, sound ones and every kind of bad one."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.fakes.keys import KeyRing, SigningKey

KeyChoice: TypeAlias = Literal[
    "good",
    "spare",  # Published and endorsed as well.
    "other_same_kid",  # The attacker's key under the good key's id.
    "unknown_kid",  # The attacker's key under its own, unpublished id.
    "no_kid",  # The good key, not named in the header.
    "unendorsed",  # Published without `endorsements`.
    "empty_endorsements",
    "endorsed_elsewhere",  # Published for another channel.
    "attacker_jwk",  # The attacker's key, carried along in the header.
]
Algorithm: TypeAlias = Literal["RS256", "RS384", "RS512", "PS256", "ES256", "HS256", "none"]

LIFETIME: Final = 3600
_SHA: Final[Mapping[str, hashes.HashAlgorithm]] = {
    "256": hashes.SHA256(),
    "384": hashes.SHA384(),
    "512": hashes.SHA512(),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What kind of token is wanted; the default is a sound one."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    headers: Mapping[str, Any] = field(default_factory=dict)
    without_headers: tuple[str, ...] = ()
    key: KeyChoice = "good"
    alg: Algorithm = "RS256"
    altered: Mapping[str, Any] | None = None  # Claims changed after signing.


def mint(order: Order, ring: KeyRing, claims: Mapping[str, Any]) -> str:
    """A token with these claims, as changed by the order."""
    key = _chosen(order, ring)
    payload = _without({**claims, **order.claims}, order.without)
    signed = f"{_part(_header(order, ring, key))}.{_part(payload)}"
    signature = _encoded(_SIGNERS[order.alg](order.alg, key, signed.encode()))
    if order.altered is None:
        return f"{signed}.{signature}"
    head = signed.partition(".")[0]
    return f"{head}.{_part({**payload, **order.altered})}.{signature}"


def _chosen(order: Order, ring: KeyRing) -> SigningKey:
    if order.alg == "ES256":
        return ring.elliptic
    return {
        "good": ring.good,
        "no_kid": ring.good,
        "spare": ring.spare,
        "unendorsed": ring.unendorsed,
        "empty_endorsements": ring.empty,
        "endorsed_elsewhere": ring.elsewhere,
    }.get(order.key, ring.attacker)


def _header(order: Order, ring: KeyRing, key: SigningKey) -> Mapping[str, Any]:
    header: dict[str, Any] = {"alg": order.alg, "typ": "JWT", "kid": key.kid, "x5t": key.kid}
    if order.key == "other_same_kid":
        header |= {"kid": ring.good.kid, "x5t": ring.good.kid}
    if order.key == "no_kid":
        header = _without(header, ("kid", "x5t"))
    if order.key == "attacker_jwk":
        header["jwk"] = key.jwk()
    return _without(header | dict(order.headers), order.without_headers)


def _without(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _part(values: Mapping[str, Any]) -> str:
    return _encoded(json.dumps(values, separators=(",", ":")).encode())


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _pkcs1(alg: str, key: SigningKey, text: bytes) -> bytes:
    assert isinstance(key.private, rsa.RSAPrivateKey)
    return key.private.sign(text, padding.PKCS1v15(), _SHA[alg[2:]])


def _pss(alg: str, key: SigningKey, text: bytes) -> bytes:
    assert isinstance(key.private, rsa.RSAPrivateKey)
    sha = _SHA[alg[2:]]
    return key.private.sign(text, padding.PSS(padding.MGF1(sha), sha.digest_size), sha)


def _ecdsa(alg: str, key: SigningKey, text: bytes) -> bytes:
    assert isinstance(key.private, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(key.private.sign(text, ec.ECDSA(_SHA[alg[2:]])))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _confused(_alg: str, key: SigningKey, text: bytes) -> bytes:
    """HMAC with the public key as its secret, which a careless check accepts."""
    return hmac.new(key.public_pem(), text, hashlib.sha256).digest()


def _unsigned(_alg: str, _key: SigningKey, _text: bytes) -> bytes:
    return b""


_SIGNERS: Final[Mapping[Algorithm, Callable[[str, SigningKey, bytes], bytes]]] = {
    "RS256": _pkcs1,
    "RS384": _pkcs1,
    "RS512": _pkcs1,
    "PS256": _pss,
    "ES256": _ecdsa,
    "HS256": _confused,
    "none": _unsigned,
}
