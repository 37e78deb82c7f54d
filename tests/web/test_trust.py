"""What has to be true of a token, claim by claim. The time is what the test says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.access import Identity
from web.oidc.trust import LEEWAY, Expected, UntrustedError, check_sign_in, check_tab, ends_at, head_of, identity_of

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
TENANT, OTHER = "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"
ENTRA = Expected(f"https://login.microsoftonline.com/{TENANT}/v2.0", "pages", "roles")
PLAIN = Expected("https://login.exempel.se", "pages", "groups")
CLAIMS = {
    "iss": ENTRA.issuer,
    "aud": "pages",
    "tid": TENANT,
    "oid": "o",
    "sub": "s",
    "name": "Sofia",
    "roles": ["coach"],
    "nonce": "n",
    "iat": SECONDS,
    "nbf": SECONDS,
    "exp": SECONDS + 3600,
}


def _trouble(change: dict[str, Any], now: datetime = NOW) -> str:
    """Why somebody is not signed in; empty when they are."""
    claims = {name: value for name, value in {**CLAIMS, **change}.items() if value is not None}
    try:
        check_sign_in(claims, ENTRA, "n", now)
        identity_of(claims, ENTRA, "oidc")
    except UntrustedError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"tid": OTHER}, "tenant"),
        ({"tid": None}, "tenant"),
        ({"iss": ENTRA.issuer + "/"}, "issuer"),
        ({"iss": ENTRA.issuer.replace("v2.0", "v1.0")}, "issuer"),
        ({"iss": f"https://sts.windows.net/{TENANT}/"}, "issuer"),
        ({"iss": ENTRA.issuer.replace(TENANT, OTHER), "tid": OTHER}, "issuer"),
        ({"iss": ENTRA.issuer.upper()}, "issuer"),
        ({"iss": [ENTRA.issuer]}, "issuer"),
        ({"aud": ["pages"]}, ""),
        ({"aud": "pages2"}, "audience"),
        ({"aud": ["pages", "more"], "azp": "pages"}, ""),
        ({"aud": ["pages", "more"], "azp": "more"}, "authorised party"),
        ({"azp": "pages"}, ""),
        ({"azp": ""}, "authorised party"),
        ({"nonce": "N"}, "nonce"),
        ({"nonce": ["n"]}, "nonce"),
        ({"exp": None}, "no exp"),
        ({"exp": float("nan")}, "no exp"),
        ({"exp": float("inf")}, "no exp"),
        ({"exp": str(SECONDS + 3600)}, "no exp"),
        ({"iat": None}, "no iat"),
        ({"nbf": None}, ""),
        ({"nbf": False}, "no nbf"),
        ({"oid": None, "sub": "s"}, ""),
        ({"oid": None, "sub": None}, "no lasting id"),
        ({"oid": "", "sub": ""}, "no lasting id"),
        ({"oid": "a\nb", "sub": "c\x00"}, "no lasting id"),
    ],
)
def test_every_claim_counts(change: dict[str, Any], reason: str) -> None:
    assert _trouble(change) == reason


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (-LEEWAY, ""),
        (-LEEWAY - 1, "from the future"),
        (3600 + LEEWAY - 1, ""),
        (3600 + LEEWAY, "expired"),
    ],
)
def test_clocks_may_differ_by_a_minute(seconds: float, reason: str) -> None:
    assert _trouble({}, NOW + timedelta(seconds=seconds)) == reason


@pytest.mark.parametrize(
    ("change", "identity"),
    [
        ({}, Identity(TENANT, "o", "Sofia", ("coach",), "oidc")),
        ({"oid": None}, Identity(ENTRA.issuer, "s", "Sofia", ("coach",), "oidc")),
        ({"name": None, "email": "a@exempel.se", "preferred_username": "a@exempel.se"}, "o"),
        ({"name": " Åsa \u202e\u200b\tÖ\r\n "}, "Åsa Ö"),
        ({"name": "x" * 999}, "x" * 255),
        ({"name": ["Åsa"]}, "o"),
    ],
)
def test_somebody_is_known_by_a_lasting_id_and_called_by_their_name(change: dict[str, Any], identity: object) -> None:
    claims = {name: value for name, value in {**CLAIMS, **change}.items() if value is not None}

    found = identity_of(claims, ENTRA, "oidc")

    assert identity in (found, found.name)


@pytest.mark.parametrize(
    ("told", "roles"),
    [
        (["coach", "admin"], ("coach", "admin")),
        ("coach", ("coach",)),
        ("coach admin", ("coach admin",)),
        (["coach", 7, None], ("coach",)),
        ({"coach": True}, ()),
        (None, ()),
        ("", ()),
    ],
)
def test_roles_are_words_of_the_claim_that_was_agreed_on(told: object, roles: tuple[str, ...]) -> None:
    claims = {**CLAIMS, "groups": told, "roles": ["admin"]}

    assert identity_of(claims, PLAIN, "oidc").claims == roles


def test_a_tab_needs_a_token_for_the_pages_on_behalf_of_a_person() -> None:
    claims = {**CLAIMS, "scp": "profile access_as_user", "aud": "api://coach.exempel.se/pages"}

    check_tab(claims, ENTRA, "coach.exempel.se", NOW)
    for change in ({"scp": "profile"}, {"scp": None}, {"aud": "api://exempel.se/pages"}, {"tid": OTHER}):
        with pytest.raises(UntrustedError):
            check_tab({**claims, **change}, ENTRA, "coach.exempel.se", NOW)
    with pytest.raises(UntrustedError):
        check_tab(claims, replace(ENTRA, client="others"), "coach.exempel.se", NOW)


@pytest.mark.parametrize(
    "token", ["", "..", "e30.e30.e30", "W10.a.b", "!.a.b", "eyJhbGciOjF9.a.b", "a.b.c.d.e", "å.b.c"]
)
def test_what_is_no_signed_token_has_no_head(token: str) -> None:
    with pytest.raises(UntrustedError, match="not a signed token"):
        head_of(token)


def test_a_token_that_never_ends_ends_at_the_end_of_time() -> None:
    assert ends_at({"exp": 1e14}, NOW).year == 9999
    assert ends_at({"exp": SECONDS}, NOW) == NOW
