"""Keeping what the provider hands over unreadable in the database."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FOR = b"refresh tokens of sessions"


class Seal:
    """Seals with the first secret, opens with any of them: an old one counts until its sessions are over."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(_key(secret)) for secret in secrets])

    def sealed(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str | None:
        """None when it was sealed with a secret that is no longer known."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeError):
            return None


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_FOR).derive(secret.encode())
    return urlsafe_b64encode(derived)
