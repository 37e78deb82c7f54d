"""Every setting, in one table, read once and loud when wrong."""

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from services.loopback import is_loopback


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


_SHORTEST_SECRET = 32


class WrongSettingsError(Exception):
    """The program cannot start with these settings. Each line says what to set."""


class Config(BaseSettings):
    """Environment or `.env`; a secret may stand in a file named by `NAME_FILE`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", case_sensitive=False, frozen=True)

    app_id: str = Field("", validation_alias="MicrosoftAppId", description="The bot's app id in Entra ID.")
    app_password: SecretStr = Field(
        SecretStr(""), validation_alias="MicrosoftAppPassword", description="Its client secret (SingleTenant)."
    )
    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        "SingleTenant", validation_alias="MicrosoftAppType", description="How the bot proves who it is."
    )
    tenant_id: str = Field("", validation_alias="MicrosoftAppTenantId", description="The only tenant that is served.")
    host: str = Field("127.0.0.1", description="Address to listen on. Without credentials only loopback is allowed.")
    port: int = Field(3978, ge=0, le=65535, description="Port to listen on.")
    public_url: str = Field("", description="The address people reach the pages at, https, without a last slash.")
    database_url: SecretStr = Field(
        SecretStr("sqlite:///var/automationscoachen.db"), description="sqlite:///FILE or postgresql://…"
    )
    session_secret: SecretStr = Field(
        SecretStr(""),
        description="Keeps what the sign-in service hands over unreadable in the database. To change it: NEW,OLD.",
    )
    oidc_issuer: str = Field(
        "", description="Who signs people in to the pages: https://login.microsoftonline.com/…/v2.0"
    )
    oidc_client_id: str = Field("", description="The pages' app id there.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Its client secret.")
    oidc_role_claim: str = Field("roles", description="The claim that names somebody's roles.")
    coach_roles: Words = Field(("coach",), description="Values of it that make a coach, comma-separated.")
    admin_roles: Words = Field(("admin",), description="Values of it that make an admin, comma-separated.")
    roles_checked_seconds: int = Field(
        0, ge=0, le=3600, description="For so long a role is believed without asking the sign-in service again."
    )
    openid_metadata_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        validation_alias="BOT_OPENID_METADATA_URL",
        description="Where the channel's signing keys are announced.",
    )
    token_url: str = Field(
        "", validation_alias="BOT_TOKEN_URL", description="Token endpoint for sending; other clouds."
    )
    token_issuer: str = Field(
        "https://api.botframework.com", validation_alias="BOT_TOKEN_ISSUER", description="Who signs incoming tokens."
    )
    service_hosts: Words = Field(
        (), validation_alias="BOT_SERVICE_HOSTS", description="Further hosts that replies may go to, comma-separated."
    )
    local_sign_in: bool = Field(default=False, description="1: a local cast may sign in to the pages. Loopback only.")
    organisation: str = Field("Halmstads kommun", description="The municipality's name in texts.")
    programme: str = Field("Automationssmedjan", description="The programme's name in texts.")
    team_name: str = Field("Automationssmedjans team", description="What the helping team is called in texts.")
    default_language: Literal["sv", "en"] = Field("sv", description="For people whose Teams speaks neither.")
    ignore_locale: bool = Field(default=False, description="1: do not take the language from Teams.")

    @property
    def names(self) -> dict[str, str]:
        return {"organisation": self.organisation, "programme": self.programme, "team": self.team_name}

    @property
    def has_credentials(self) -> bool:
        return bool(self.app_id)

    @property
    def base_url(self) -> str:
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104 - nobody can open that address
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def session_secrets(self) -> tuple[str, ...]:
        """The newest first; an older one still opens what it closed."""
        written = self.session_secret.get_secret_value().split(",")
        return tuple(each for part in written if (each := part.strip()))

    @property
    def has_provider(self) -> bool:
        return bool(self.oidc_issuer)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for sentence in _troubles(self):
            raise ValueError(sentence)
        return self


def read_config(**overrides: object) -> Config:
    """The settings of this process. `WrongSettingsError` says in sentences what to set."""
    try:
        return Config(**{**_from_files(), **overrides})  # type: ignore[arg-type]
    except ValidationError as error:
        raise WrongSettingsError("\n".join(_sentence(fault) for fault in error.errors())) from error


def _troubles(config: Config) -> list[str]:
    found = []
    if not config.app_id and not is_loopback(config.host):
        found.append(
            f"HOST is {config.host}, but there are no credentials: set MicrosoftAppId, MicrosoftAppPassword and "
            "MicrosoftAppTenantId, or listen on 127.0.0.1"
        )
    if config.app_id and not config.tenant_id:
        found.append("MicrosoftAppTenantId is missing: only people of that tenant are served")
    if config.app_id and config.app_type == "SingleTenant" and not config.app_password.get_secret_value():
        found.append("MicrosoftAppPassword is missing (or MicrosoftAppPassword_FILE): the bot could not answer")
    if config.local_sign_in and not is_loopback(config.host):
        found.append("LOCAL_SIGN_IN=1 works on loopback only: remove it, or listen on 127.0.0.1")
    found += _sign_in_troubles(config) if config.oidc_issuer else []
    kind = config.database_url.get_secret_value().partition(":")[0].partition("+")[0]
    if kind not in ("sqlite", "postgresql", "postgres"):
        found.append("DATABASE_URL has to begin with sqlite:// or postgresql://")
    found += [sentence for name, url in _urls(config) if (sentence := _url_trouble(name, url))]
    return found


def _sign_in_troubles(config: Config) -> list[str]:
    found = []
    if not (config.oidc_client_id and config.session_secrets):
        found.append("OIDC_ISSUER needs OIDC_CLIENT_ID and SESSION_SECRET too: nobody could sign in to the pages")
    if any(len(secret) < _SHORTEST_SECRET for secret in config.session_secrets):
        found.append(
            f"SESSION_SECRET is too short: at least {_SHORTEST_SECRET} random characters, each if there are two"
        )
    if not config.public_url and not is_loopback(config.host):
        found.append("OIDC_ISSUER needs PUBLIC_URL too: it is where people come back to after signing in")
    return found


def _urls(config: Config) -> list[tuple[str, str]]:
    return [
        ("PUBLIC_URL", config.public_url),
        ("BOT_OPENID_METADATA_URL", config.openid_metadata_url),
        ("BOT_TOKEN_URL", config.token_url),
        ("OIDC_ISSUER", config.oidc_issuer),
    ]


def _url_trouble(name: str, url: str) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return None
    if parts.scheme == "http" and parts.hostname and is_loopback(parts.hostname):
        return None
    return f"{name} has to begin with https:// (plain http only on loopback), not {url!r}"


def _from_files() -> dict[str, str]:
    """Secrets that stand in files: NAME_FILE is the path. A file that cannot be read is told, not passed over."""
    secrets_by_name = {}
    for name in ("MicrosoftAppPassword", "DATABASE_URL", "SESSION_SECRET", "OIDC_CLIENT_SECRET"):
        path = os.environ.get(f"{name}_FILE")
        if path:
            try:
                secrets_by_name[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise WrongSettingsError(f"{name}_FILE cannot be read: {error}") from error
    return secrets_by_name


def _sentence(fault: object) -> str:
    where = ".".join(str(part) for part in fault["loc"])  # type: ignore[index]
    said = str(fault["msg"]).removeprefix("Value error, ")  # type: ignore[index]
    return f"{where.upper()}: {said}" if where else said
