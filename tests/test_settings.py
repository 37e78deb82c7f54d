"""Settings are read once, and loud when wrong."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli import main
from config import Config, WrongSettingsError, read_config
from services.loopback import is_loopback

CREDENTIALS = {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "tenant", "MicrosoftAppPassword": "secret"}

SIGN_IN = {"OIDC_ISSUER": "https://login.exempel.se/v2.0", "OIDC_CLIENT_ID": "pages", "SESSION_SECRET": "x" * 32}


@pytest.fixture(autouse=True)
def nothing_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env`, and none of our settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name, setting in Config.model_fields.items():
        alias = setting.validation_alias
        for known in (name, alias if isinstance(alias, str) else name):
            for spelt in (known, known.upper(), f"{known}_FILE", f"{known.upper()}_FILE"):
                monkeypatch.delenv(spelt, raising=False)


def reads(monkeypatch: pytest.MonkeyPatch, **settings: str) -> Config:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return read_config()


def test_without_settings_the_bot_listens_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    config = reads(monkeypatch)

    assert (config.host, config.port, config.default_language) == ("127.0.0.1", 3978, "sv")
    assert (config.has_credentials, config.local_sign_in, config.ignore_locale) == (False, False, False)
    assert config.base_url == "http://127.0.0.1:3978"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"HOST": "0.0.0.0"}, "HOST is 0.0.0.0, but there are no credentials: set MicrosoftAppId"),  # noqa: S104
        ({"HOST": "coach.exempel.se"}, "HOST is coach.exempel.se, but there are no credentials"),
        ({**CREDENTIALS, "MicrosoftAppTenantId": ""}, "MicrosoftAppTenantId is missing"),
        ({**CREDENTIALS, "MicrosoftAppPassword": ""}, "MicrosoftAppPassword is missing (or MicrosoftAppPassword_FILE)"),
        ({**CREDENTIALS, "HOST": "10.0.0.1", "LOCAL_SIGN_IN": "1"}, "LOCAL_SIGN_IN=1 works on loopback only"),
        ({"PORT": "many"}, "PORT: input should be a valid integer"),
        ({"PORT": "70000"}, "PORT: input should be less than or equal to 65535"),
        ({"DEFAULT_LANGUAGE": "de"}, "DEFAULT_LANGUAGE: input should be 'sv' or 'en'"),
        ({"MicrosoftAppType": "MultiTenant"}, "MICROSOFTAPPTYPE: input should be 'SingleTenant' or 'UserAssignedMSI'"),
        ({"LOCAL_SIGN_IN": "perhaps"}, "LOCAL_SIGN_IN: input should be a valid boolean"),
        ({"PUBLIC_URL": "http://coach.exempel.se"}, "PUBLIC_URL has to begin with https:// (plain http only on"),
        ({"PUBLIC_URL": "coach.exempel.se"}, "PUBLIC_URL has to begin with https://"),
        ({"BOT_TOKEN_URL": "ftp://x"}, "BOT_TOKEN_URL has to begin with https://"),
        ({"BOT_OPENID_METADATA_URL": "https://"}, "BOT_OPENID_METADATA_URL has to begin with https://"),
        ({**SIGN_IN, "OIDC_ISSUER": "http://10.0.0.1/v2.0"}, "OIDC_ISSUER has to begin with https://"),
        ({**SIGN_IN, "OIDC_CLIENT_ID": ""}, "OIDC_ISSUER needs OIDC_CLIENT_ID and SESSION_SECRET too"),
        ({**SIGN_IN, "SESSION_SECRET": ""}, "OIDC_ISSUER needs OIDC_CLIENT_ID and SESSION_SECRET too"),
        ({**SIGN_IN, "SESSION_SECRET": " , "}, "OIDC_ISSUER needs OIDC_CLIENT_ID and SESSION_SECRET too"),
        ({**SIGN_IN, "SESSION_SECRET": "x" * 31}, "SESSION_SECRET is too short: at least 32 random characters"),
        ({**SIGN_IN, "SESSION_SECRET": "x" * 32 + ",short"}, "SESSION_SECRET is too short"),
        ({**SIGN_IN, **CREDENTIALS, "HOST": "0.0.0.0"}, "OIDC_ISSUER needs PUBLIC_URL too"),  # noqa: S104
        ({"ROLES_CHECKED_SECONDS": "-1"}, "ROLES_CHECKED_SECONDS: input should be greater than or equal to 0"),
        ({"ROLES_CHECKED_SECONDS": "86400"}, "ROLES_CHECKED_SECONDS: input should be less than or equal to 3600"),
        ({"DATABASE_URL_FILE": "/no/such/file"}, "DATABASE_URL_FILE cannot be read: "),
    ],
)
def test_wrong_settings_are_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], sentence: str
) -> None:
    with pytest.raises(WrongSettingsError) as refusal:
        reads(monkeypatch, **settings)

    assert sentence.casefold() in str(refusal.value).casefold()


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n", encoding="utf-8")
    settings = {**CREDENTIALS, "MicrosoftAppPassword": "", "MicrosoftAppPassword_FILE": str(tmp_path / "secret")}

    config = reads(monkeypatch, **settings)

    assert config.app_password.get_secret_value() == "from a file"
    assert "from a file" not in repr(config)


@pytest.mark.parametrize("issuer", [SIGN_IN["OIDC_ISSUER"], "http://127.0.0.1:9400", "http://localhost/town"])
def test_people_may_sign_in_by_https_or_on_this_machine(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    assert reads(monkeypatch, **{**SIGN_IN, "OIDC_ISSUER": issuer}).has_provider


def test_a_new_secret_may_stand_before_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    config = reads(monkeypatch, **{**SIGN_IN, "SESSION_SECRET": f"{'n' * 32}, {'o' * 32}"})

    assert config.session_secrets == ("n" * 32, "o" * 32)
    assert "nnnn" not in repr(config)


def test_further_hosts_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    config = reads(monkeypatch, BOT_SERVICE_HOSTS="127.0.0.1:5000, bot.exempel.se ,")

    assert config.service_hosts == ("127.0.0.1:5000", "bot.exempel.se")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback_is_what_only_this_machine_can_reach(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "localhost.exempel.se", ""])  # noqa: S104 - it is not
def test_every_other_address_is_open_to_others(host: str) -> None:
    assert not is_loopback(host)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("words", [(), *commands(main)], ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    found = CliRunner().invoke(main, [*words, "--help"])

    assert (found.exit_code, found.output[:6]) == (0, "Usage:")
    assert len(found.output.split("\n\n")[1].strip()) > 20
