"""The keys that the fake Microsoft publishes, and the attacker's key that it does not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

ENDORSED: Final = ("msteams", "webchat")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key; without `endorsements` (None) the published form has no such member."""

    kid: str
    private: PrivateKey
    endorsements: tuple[str, ...] | None = ENDORSED

    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def jwk(self) -> dict[str, Any]:
        """The public half, as the keys document carries it."""
        extra: dict[str, Any] = {"kid": self.kid, "use": "sig", "x5t": self.kid}
        if self.endorsements is not None:
            extra["endorsements"] = list(self.endorsements)
        return {**_public_numbers(self.private), **extra}


def _public_numbers(private: PrivateKey) -> Mapping[str, Any]:
    if isinstance(private, rsa.RSAPrivateKey):
        text = RSAAlgorithm.to_jwk(private.public_key())
    else:
        text = ECAlgorithm.to_jwk(private.public_key())
    numbers: dict[str, Any] = json.loads(text)
    return {name: value for name, value in numbers.items() if name not in {"key_ops", "kid"}}


def rsa_key(kid: str, endorsements: tuple[str, ...] | None = ENDORSED) -> SigningKey:
    return SigningKey(kid, rsa.generate_private_key(public_exponent=65537, key_size=2048), endorsements)


class KeyRing:
    """The keys in use; rotation replaces the good one."""

    def __init__(self) -> None:
        self._first = rsa_key("good-1")
        self.spare = rsa_key("spare")
        self.unendorsed = rsa_key("unendorsed", None)
        self.empty = rsa_key("empty-endorsements", ())
        self.elsewhere = rsa_key("endorsed-elsewhere", ("slack",))
        self.elliptic = SigningKey("elliptic", ec.generate_private_key(ec.SECP256R1()))
        self.attacker = rsa_key("attacker")
        self.reset()

    def reset(self) -> None:
        self.good = self._first
        self._retired: tuple[SigningKey, ...] = ()
        self._rotations = 1

    def rotate(self) -> SigningKey:
        """Sign with a new key; the old one is no longer published."""
        self._rotations += 1
        self.good = rsa_key(f"good-{self._rotations}")
        return self.good

    def rotate_softly(self) -> SigningKey:
        """Sign with a new key; the old one stays published."""
        self._retired = (*self._retired, self.good)
        return self.rotate()

    def document(self) -> dict[str, Any]:
        endorsed = (self.good, self.spare, self.elliptic, *self._retired)
        keys = (*endorsed, self.elsewhere, self.unendorsed, self.empty)
        return {"keys": [key.jwk() for key in keys]}
