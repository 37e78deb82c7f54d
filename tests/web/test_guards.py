"""What stands before every page: forms only from our own pages, headers on every answer, cookies that stay."""

import pytest

from tests.databases import ON_ONE_KIND
from tests.door.server import Server
from tests.web.browsing import Browser, browser
from tests.web.played import TASK, Stage

pytestmark = [pytest.mark.slow, ON_ONE_KIND]
POLICY = ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors")
ADDRESSES = (
    "/",
    "/sign-in",
    "/coach",
    "/coach/conversations",
    "/nowhere",
    "/my-data/x",
    "/static/site.css",
    "/healthz",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["nobody", "anna", "carla"])
async def test_every_answer_carries_the_headers(address: str, who: str, server: Server) -> None:
    async with browser(server.url, None if who == "nobody" else who) as visitor:
        headers = (await visitor.get(address)).headers

    assert all(part in headers["Content-Security-Policy"] for part in POLICY)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == ("public, no-cache" if address.startswith("/static") else "no-store")
    assert "Access-Control-Allow-Origin" not in headers


async def test_only_pages_that_teams_shows_may_be_framed(carla: Browser) -> None:
    coach, own = await carla.get("/coach/conversations"), await carla.get("/sign-in")

    assert "frame-ancestors https://teams.microsoft.com" in coach.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in own.headers["Content-Security-Policy"]


async def test_the_cookie_is_for_this_site_and_no_script(nobody: Browser) -> None:
    cookie = (await nobody.signs_in("carla")).headers["Set-Cookie"]

    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/"))


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("x" * 64, {}),
        (None, {"Origin": "https://evil.example"}),
        (None, {"Origin": "null"}),
        (None, {"Sec-Fetch-Site": "cross-site"}),
        (None, {"Sec-Fetch-Site": "same-site"}),
    ],
)
async def test_a_form_from_elsewhere_changes_nothing(
    token: str | None, headers: dict[str, str], carla: Browser, played: Stage
) -> None:
    await played.person("elsa").says(TASK)
    before = await carla.get("/coach/conversations/1")

    sent = [("review", "read"), ("form", carla.token if token is None else token)]
    answer = await carla.post_raw("/coach/conversations/1/review", sent, **headers)

    assert answer.status == 403
    assert "Inget sparades" in answer.text
    assert ("Markera som läst" in (await carla.get("/coach/conversations/1")).text) == (
        "Markera som läst" in before.text
    )


async def test_the_form_of_another_session_changes_nothing(carla: Browser, nobody: Browser) -> None:
    await nobody.signs_in("carla")

    answer = await carla.post_raw("/coach/conversations/1/review", [("review", "read"), ("form", nobody.token)])

    assert answer.status == 403


async def test_after_signing_out_the_old_cookie_opens_nothing(nobody: Browser, server: Server) -> None:
    await nobody.signs_in("carla")
    stolen = nobody.cookie
    await nobody.post("/sign-out")

    async with browser(server.url) as thief:
        answer = await thief.get("/coach/conversations", Cookie=f"session={stolen}")

    assert answer.to.startswith("/sign-in?back=")


async def test_each_sign_in_has_a_token_of_its_own(nobody: Browser) -> None:
    await nobody.signs_in("anna")
    first = nobody.cookie
    await nobody.post("/sign-in/local", {"who": "carla"})

    assert nobody.cookie not in ("", first)


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/%0d%0aSet-Cookie:x", "javascript:x", "/sign-out"],
)
async def test_after_signing_in_nobody_is_led_to_another_site(back: str, nobody: Browser) -> None:
    answer = await nobody.signs_in("carla", back)

    assert answer.status == 303
    assert answer.to.startswith("/")
    assert not answer.to.startswith(("//", "/\\", "/sign-"))
    assert not {"\r", "\n"} & set(answer.to)
    assert answer.headers["Set-Cookie"].startswith("session=")


async def test_a_strange_host_cannot_sign_in_without_a_password(nobody: Browser) -> None:
    answer = await nobody.post_raw("/sign-in/local", [("who", "carla")], Host="evil.example")

    assert answer.status in (403, 404)
    assert nobody.cookie == ""


async def test_the_language_is_the_visitors_own(nobody: Browser) -> None:
    await nobody.signs_in("carla")

    answer = await nobody.post("/language", {"language": "en", "back": "/coach/conversations"})

    assert answer.to == "/coach/conversations"
    assert '<html lang="en">' in (await nobody.get("/coach/conversations")).text
