"""The app package for Teams: the manifest filled in, its languages and its icons, in one zip."""

import io
import json
import re
import tomllib
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_PROJECT = _HERE.parent / "pyproject.toml"
_COPIED = ("en.json", "color.png", "outline.png")
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"({_LABEL}\.)+(?=[a-z]){_LABEL}")
_LONGEST_HOST_NAME = 253
_LONGEST_ORGANISATION = 32
"""Characters, by the manifest's schema."""


class UnusableAppError(Exception):
    """The package cannot be made of this. Each line says what to give instead."""


@dataclass(frozen=True, slots=True)
class App:
    """What differs between tenants and versions; the names are those of the placeholders."""

    app_id: str
    bot_id: str
    domain: str
    organisation: str
    version: str


def read_app(*, app_id: str, bot_id: str, domain: str, organisation: str) -> App:
    """The app of this version as an operator gave it. `UnusableAppError` tells everything that is wrong with it."""
    app = App(
        app_id=app_id.strip().lower(),
        bot_id=bot_id.strip().lower(),
        domain=domain.strip().lower(),
        organisation=organisation.strip(),
        version=_version(),
    )
    if troubles := _troubles(app):
        raise UnusableAppError("\n".join(troubles))
    return app


def package(app: App) -> bytes:
    """The zip that an administrator uploads; the same bytes for the same app."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, content in _members(app).items():
            entry = zipfile.ZipInfo(name)  # Its time is 1980, whenever it is built.
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on Windows too.
            entry.external_attr = 0o644 << 16
            file.writestr(entry, content)
    return written.getvalue()


def _members(app: App) -> dict[str, bytes]:
    """The files by their names in the zip. Teams wants them at its root."""
    return {"manifest.json": _filled(app).encode(), **{name: (_HERE / name).read_bytes() for name in _COPIED}}


def _filled(app: App) -> str:
    values = asdict(app)
    template = (_HERE / "manifest.json").read_text(encoding="utf-8")
    return _PLACEHOLDER.sub(lambda found: _inside_quotes(values[found[1]]), template)


def _inside_quotes(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _version() -> str:
    """Teams takes an update only when this has risen."""
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def _troubles(app: App) -> list[str]:
    found = [
        f"{option} has to be a GUID such as 12345678-90ab-cdef-1234-567890abcdef, not {value!r}"
        for option, value in (("--app-id", app.app_id), ("--bot-id", app.bot_id))
        if not _GUID.fullmatch(value)
    ]
    if len(app.domain) > _LONGEST_HOST_NAME or not _HOST_NAME.fullmatch(app.domain):
        found.append(
            "--domain has to be a host name such as coach.exempel.se (letters a to z, digits, hyphens and dots; "
            f"no https://, port, path or *), not {app.domain!r}"
        )
    if not 1 <= len(app.organisation) <= _LONGEST_ORGANISATION or not app.organisation.isprintable():
        found.append(
            f"--organisation has to be a name of 1 to {_LONGEST_ORGANISATION} characters on one line, "
            f"not {app.organisation!r}"
        )
    return found
