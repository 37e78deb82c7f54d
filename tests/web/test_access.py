"""Who may have which page: every route, everybody, in one table. A route without a row here fails."""

import pytest
from aiohttp import web

from tests.databases import ON_ONE_KIND
from tests.door.server import Server
from tests.web.browsing import Browser, browser
from tests.web.played import TASK, Stage
from web.site import PAGES, add_pages

COACH, ADMIN = {"carla"}, {"adam"}
STAFF = COACH | ADMIN
SIGNED_IN = STAFF | {"anna"}
ALL = SIGNED_IN | {"nobody"}
TABLE: dict[tuple[str, str], set[str]] = {
    ("GET", "/healthz"): ALL,
    ("GET", "/readyz"): ALL,
    ("GET", "/metrics"): ALL,
    ("GET", "/my-data/{token}"): ALL,  # The token in the address is the key.
    ("GET", "/my-data/{token}/download"): ALL,
    ("GET", "/sign-in"): ALL,
    ("POST", "/sign-in/local"): ALL,
    ("POST", "/sign-out"): ALL,
    ("POST", "/sign-in/begin"): ALL,
    ("GET", "/sign-in/return"): ALL,
    ("GET", "/sign-in/teams"): ALL,
    ("POST", "/sign-in/teams"): ALL,
    ("POST", "/language"): SIGNED_IN,
    ("GET", "/admin"): ADMIN,
    ("GET", "/admin/log.csv"): ADMIN,
    ("POST", "/admin/sessions/end"): ADMIN,
    ("GET", "/admin/knowledge"): ADMIN,
    ("GET", "/admin/knowledge/edit/{place:.+}"): ADMIN,
    ("POST", "/admin/knowledge/edit/{place:.+}"): ADMIN,
    ("POST", "/admin/knowledge/look/{place:.+}"): ADMIN,
    ("GET", "/admin/knowledge/yaml/{place:.+}"): ADMIN,
    ("POST", "/admin/knowledge/yaml/{place:.+}"): ADMIN,
    ("GET", "/admin/knowledge/clash/{place:.+}"): ADMIN,
    ("GET", "/admin/knowledge/changes"): ADMIN,
    ("POST", "/admin/knowledge/changes/throw-away"): ADMIN,
    ("GET", "/admin/knowledge/preview"): ADMIN,
    ("POST", "/admin/knowledge/preview"): ADMIN,
    ("GET", "/admin/knowledge/trial"): ADMIN,
    ("POST", "/admin/knowledge/trial"): ADMIN,
    ("POST", "/admin/knowledge/trial/golden"): ADMIN,
    ("GET", "/admin/knowledge/publish"): ADMIN,
    ("POST", "/admin/knowledge/publish"): ADMIN,
    ("GET", "/admin/knowledge/history"): ADMIN,
    ("GET", "/admin/knowledge/history/{number}"): ADMIN,
    ("POST", "/admin/knowledge/history/{number}/restore"): ADMIN,
    ("GET", "/admin/knowledge/export.zip"): ADMIN,
    ("POST", "/admin/knowledge/import"): ADMIN,
    ("GET", "/admin/log"): ADMIN,
    ("GET", "/admin/settings"): ADMIN,
    ("GET", "/admin/settings/channels"): ADMIN,
    ("POST", "/admin/settings/channels/{id}"): ADMIN,
    ("GET", "/admin/settings/retention"): ADMIN,
    ("POST", "/admin/settings/retention"): ADMIN,
    ("POST", "/admin/settings/retention/off"): ADMIN,
    ("GET", "/admin/settings/exceptions"): ADMIN,
    ("POST", "/admin/settings/exceptions"): ADMIN,
    ("POST", "/admin/settings/exceptions/{id}/end"): ADMIN,
    ("GET", "/"): SIGNED_IN,
    ("GET", "/coach"): STAFF,
    ("GET", "/coach/conversations"): COACH,
    ("POST", "/coach/conversations/filter"): COACH,
    ("GET", "/coach/conversations/next"): COACH,
    ("GET", "/coach/conversations/export/{kind}"): COACH,
    ("GET", "/coach/conversations/{id}"): COACH,
    ("POST", "/coach/conversations/{id}/review"): COACH,
    ("POST", "/coach/conversations/{id}/test"): COACH,
    ("POST", "/coach/conversations/{id}/labels"): COACH,
    ("POST", "/coach/conversations/{id}/remarks"): COACH,
    ("POST", "/coach/conversations/{id}/remarks/forget"): COACH,
    ("GET", "/coach/cases"): COACH,
    ("GET", "/coach/cases/board"): COACH,
    ("POST", "/coach/cases/filter"): COACH,
    ("GET", "/coach/cases/{number}"): COACH,
    ("POST", "/coach/cases/{number}/act"): COACH,
    ("POST", "/coach/cases/{number}/merge"): COACH,
    ("POST", "/coach/cases/{number}/notes"): COACH,
    ("POST", "/coach/cases/{number}/notes/forget"): COACH,
    ("GET", "/coach/replies"): COACH,
    ("POST", "/coach/replies"): COACH,
    ("POST", "/coach/replies/{id}"): COACH,
    ("POST", "/coach/replies/{id}/forget"): COACH,
    ("GET", "/coach/away"): COACH,
    ("POST", "/coach/away"): COACH,
    ("POST", "/coach/away/back"): COACH,
    ("GET", "/admin/knowledge/learning"): ADMIN,
    ("POST", "/admin/knowledge/learning/phrases"): ADMIN,
    ("POST", "/admin/knowledge/learning/programs"): ADMIN,
    ("GET", "/admin/knowledge/calibration"): ADMIN,
    ("GET", "/coach/judging"): COACH,
    ("POST", "/coach/judging"): COACH,
    ("POST", "/coach/judging/forget"): COACH,
    ("GET", "/coach/portfolio"): STAFF,
    ("GET", "/coach/portfolio/report"): STAFF,
    ("GET", "/coach/portfolio/picture/{name}.svg"): STAFF,
    ("GET", "/coach/portfolio/table/{name}.csv"): STAFF,
}

_CHANGES_WHO_ONE_IS = ("/sign-out", "/sign-in/local", "/language")

_FAR_OFF = (
    f"after={'9' * 18}-1",
    f"after={'9' * 16}-{'9' * 18}",
    f"after={'9' * 18}",
    f"than={'9' * 30}",
    f"from={'9' * 30}",
    "until=9999-12-31",
    "since=0001-01-01",
    "first=9999-12",
    "month=9999-12",
    f"reply={'9' * 30}",
)


def test_every_route_is_in_the_table_and_every_row_is_a_route() -> None:
    assert {(page.method, page.path) for page in PAGES} == set(TABLE)


def test_nothing_but_files_for_everybody_is_served_beside_the_pages() -> None:
    app = web.Application()
    add_pages(app, None)  # type: ignore[arg-type]  # Nothing is asked of it.
    served = {(route.method, route.resource.canonical) for route in app.router.routes() if route.resource}
    behind = {(method, page.path.replace(":.+}", "}")) for page in PAGES for method in (page.method, "HEAD")}

    assert {path for _, path in served - behind} == {"/static", "/static/lib/{name}"}


@pytest.mark.slow
@ON_ONE_KIND
@pytest.mark.parametrize(("method", "path"), sorted(TABLE))
async def test_each_page_is_for_those_of_its_row(method: str, path: str, server: Server, played: Stage) -> None:
    await played.person("elsa").says(TASK)
    plain = path.replace(":.+}", "}")
    address = plain.format(id="1", kind="csv", token="x" * 32, name="funnel", number="AC-2026-0001", place="promises")
    people = ["nobody"] if path in _CHANGES_WHO_ONE_IS else ["nobody", "anna", "carla", "adam"]

    for name in people:
        async with browser(server.url, name if name != "nobody" else None) as visitor:
            answer = await (visitor.get(address) if method == "GET" else visitor.post(address))

        refused = answer.status == 403 or answer.to.startswith("/sign-in?back=")
        assert refused == (name not in TABLE[method, path]), (name, answer.status)
        assert answer.status < 500
        if refused:
            assert TASK[:20] not in answer.text


@pytest.mark.slow
@ON_ONE_KIND
@pytest.mark.parametrize("number", ["0", "999999999", "1e3", "-1", "1 OR 1=1", "%00", "9" * 40, "..%2f..%2fetc"])
async def test_what_is_not_there_is_not_there(number: str, carla: Browser) -> None:
    answer = await carla.get(f"/coach/conversations/{number}")

    assert answer.status == 404
    assert 'href="/"' in answer.text


@pytest.mark.slow
@ON_ONE_KIND
@pytest.mark.parametrize(
    "query", ["since=yesterday", "status=x", "department='", "outcome=%00", "tests=1", "label=../x", "until=2026-13-01"]
)
async def test_a_filter_that_no_form_sends_is_refused_in_words(query: str, carla: Browser) -> None:
    answer = await carla.get(f"/coach/conversations?{query}")

    assert answer.status == 400
    assert "Inget har ändrats" in answer.text


@pytest.mark.slow
@ON_ONE_KIND
@pytest.mark.parametrize(
    "path", sorted(path for method, path in TABLE if method == "GET" and path.startswith("/coach"))
)
async def test_numbers_and_days_beyond_all_bounds_break_no_page(path: str, carla: Browser) -> None:
    address = path.format(id="9" * 18, kind="csv", name="funnel", number="AC-2026-9999999999")

    for told in _FAR_OFF:
        answer = await carla.get(f"{address}?{told}")
        if answer.status == 429:
            return  # Files are limited a minute, and were tried before.
        assert answer.status < 500, (told, answer.status)


@pytest.mark.slow
@ON_ONE_KIND
@pytest.mark.parametrize(
    "query", ["after=x", "after=1-2-3", "after=99999999999999999999-1", "q=zzz", "after=-1", "lang=de"]
)
async def test_a_place_in_the_list_that_never_was_shows_the_list(query: str, carla: Browser) -> None:
    assert (await carla.get(f"/coach/conversations?{query}")).status == 200
