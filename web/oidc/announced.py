"""What the provider announces about itself: its addresses, and the keys that it signs with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from web.oidc.kept import Kept
from web.oidc.line import Line, ProviderDownError, is_trusted, text_of
from web.oidc.trust import KINDS, Head, PublicKey, UntrustedError

_PATH = "/.well-known/openid-configuration"
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_UNKNOWN_EVERY = 60.0
"""An unknown key id leads to one fetch in so many seconds, whoever sends how many."""
_SHORTEST_RSA = 2048
_PUBLIC = ("kty", "n", "e", "crv", "x", "y")
"""What is read of a key."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The provider's addresses. `leave` is where somebody signs out of the provider too."""

    authorize: str
    token: str
    jwks: str
    userinfo: str | None
    leave: str | None
    how: str
    """How we prove to the token endpoint who we are."""
    algorithms: frozenset[str]
    lasting: bool
    """Whether it can be asked for something that lasts longer than its tokens."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that the provider signs with."""

    id: str | None
    kind: str
    algorithm: str | None
    public: PublicKey

    def fits(self, head: Head) -> bool:
        """Whether a token could be signed with it; without an id in its head any key of the kind could be it."""
        kind = KINDS.get(head.algorithm[:2])
        right = self.kind == kind and self.algorithm in (None, head.algorithm)
        return right and head.key in (None, self.id)


class Announcements:
    """Read when they are first needed, and kept."""

    def __init__(self, line: Line, issuer: str, *, has_secret: bool) -> None:
        self._line = line
        self._issuer = issuer
        self._has_secret = has_secret
        self._metadata = Kept("metadata", self._read_metadata)
        self._keys = Kept("keys", self._read_keys)
        self._asked_for_unknown = float("-inf")

    @property
    def known(self) -> Announced | None:
        """Without asking anybody."""
        return self._metadata.known

    async def metadata(self) -> Announced:
        return await self._metadata.value()

    async def key(self, head: Head) -> PublicKey:
        """The one key that a token says it was signed with."""
        if head.algorithm not in (await self.metadata()).algorithms:
            raise UntrustedError("algorithm")
        found = _only(await self._keys.value(), head)
        if found is None and (self._keys.is_under_way or monotonic() - self._asked_for_unknown > _UNKNOWN_EVERY):
            self._asked_for_unknown = monotonic()
            found = _only(await self._keys.fresh(), head)
        if found is None:
            raise UntrustedError("unknown key")
        return found.public

    async def _read_metadata(self) -> Announced:
        document = await self._line.document(self._issuer.rstrip("/") + _PATH)
        if document.get("issuer") != self._issuer:
            raise ProviderDownError("the metadata is that of another issuer")
        needed = {name: document.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        if not all(is_trusted(url) for url in needed.values()):
            raise ProviderDownError("the metadata lacks an address")
        scopes = document.get("scopes_supported")
        return Announced(
            authorize=str(needed["authorization_endpoint"]),
            token=str(needed["token_endpoint"]),
            jwks=str(needed["jwks_uri"]),
            userinfo=text_of(document, "userinfo_endpoint"),
            leave=text_of(document, "end_session_endpoint"),
            how=_how(document, has_secret=self._has_secret),
            algorithms=_algorithms(document),
            lasting=not isinstance(scopes, list) or "offline_access" in scopes,
        )

    async def _read_keys(self) -> Sequence[Key]:
        document = await self._line.document((await self.metadata()).jwks)
        listed = document.get("keys")
        keys = [key for each in (listed if isinstance(listed, list) else ()) if (key := _key(each)) is not None]
        if not keys:
            raise ProviderDownError("no usable keys")
        return keys


def _only(keys: Sequence[Key], head: Head) -> Key | None:
    """A token without a key id is one of a provider with a single key; several would be guessing."""
    fitting = [key for key in keys if key.fits(head)]
    return fitting[0] if len(fitting) == 1 or (fitting and head.key is not None) else None


def _key(told: object) -> Key | None:
    """A public key for signatures; None for anything else."""
    if not isinstance(told, dict) or told.get("use", "sig") != "sig" or told.get("kty") not in KINDS.values():
        return None
    kind = str(told["kty"])
    try:
        read = _public(kind, {name: value for name, value in told.items() if name in _PUBLIC})
        if isinstance(read, RSAKey) and read.public_key.key_size < _SHORTEST_RSA:
            return None
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    named = {name: told.get(name) for name in ("kid", "alg")}
    texts = {name: value if isinstance(value, str) else None for name, value in named.items()}
    return Key(texts["kid"], kind, texts["alg"], read)


def _public(kind: str, told: dict[str, Any]) -> PublicKey:
    if kind == "RSA":
        return RSAKey.import_key(told)
    return ECKey.import_key(told) if kind == "EC" else OKPKey.import_key(told)


def _algorithms(document: Mapping[str, Any]) -> frozenset[str]:
    told = document.get("id_token_signing_alg_values_supported")
    return frozenset(_ALGORITHMS) & frozenset(told if isinstance(told, list) else ("RS256",))


def _how(document: Mapping[str, Any], *, has_secret: bool) -> str:
    if not has_secret:
        return "none"
    told = document.get("token_endpoint_auth_methods_supported")
    return "client_secret_post" if isinstance(told, list) and "client_secret_post" in told else "client_secret_basic"
