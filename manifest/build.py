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
_COPIED = ("color.png", "outline.png")
_OF_THE_TAB = ("staticTabs", "webApplicationInfo")
"""What only an app has whose pages sign people in."""
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
    client_id: str = ""
    """The pages' app id at the sign-in service. Without one there is no tab: nobody could sign in to it."""


def read_app(*, app_id: str, bot_id: str, domain: str, organisation: str, client_id: str = "") -> App:
    """The app of this version as an operator gave it. `UnusableAppError` tells everything that is wrong with it."""
    app = App(
        app_id=app_id.strip().lower(),
        bot_id=bot_id.strip().lower(),
        domain=domain.strip().lower(),
        organisation=organisation.strip(),
        version=_version(),
        client_id=client_id.strip().lower(),
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
    texts = {"manifest.json": _filled(app), "en.json": (_HERE / "en.json").read_text(encoding="utf-8")}
    if not app.client_id:
        texts = {name: _without_tab(text) for name, text in texts.items()}
    copied = {name: (_HERE / name).read_bytes() for name in _COPIED}
    return {name: text.encode() for name, text in texts.items()} | copied


def _filled(app: App) -> str:
    values = asdict(app)
    template = (_HERE / "manifest.json").read_text(encoding="utf-8")
    return _PLACEHOLDER.sub(lambda found: _inside_quotes(values[found[1]]), template)


def _without_tab(text: str) -> str:
    kept = {name: value for name, value in json.loads(text).items() if not name.startswith(_OF_THE_TAB)}
    return json.dumps(kept, ensure_ascii=False, indent=2)


def _inside_quotes(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _version() -> str:
    """Teams takes an update only when this has risen."""
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def _troubles(app: App) -> list[str]:
    found = [
        f"{option} has to be a GUID such as 12345678-90ab-cdef-1234-567890abcdef, not {value!r}"
        for option, value in (("--app-id", app.app_id), ("--bot-id", app.bot_id), ("--client-id", app.client_id))
        if not _GUID.fullmatch(value) and (value or option != "--client-id")
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
