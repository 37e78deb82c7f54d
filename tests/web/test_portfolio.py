"""The overview over HTTP: who may have what, filters, pictures, files, the month's report, small groups, nothing."""

import csv
import io
import re
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from storage.engine import open_engine
from storage.tables import audit
from tests.databases import NewDatabase
from tests.door.server import Server, serving
from tests.web.browsing import Browser, browser
from tests.web.played import Stage
from tests.web.tellers import TOLD, Teller, days, tell
from web.coach.figure_tables import TABLES
from web.coach.pictures import PICTURES

pytestmark = pytest.mark.slow
PORTFOLIO = "/coach/portfolio"
_DAYS = days(201905, 8)
TELLERS = (
    Teller("ann", "hr", _DAYS[0], "measured", hours=3, thumb="like"),
    Teller("bo", "hr", _DAYS[1], "building"),
    Teller("cia", "hr", _DAYS[2], "shown", refuses=True),
    Teller("dan", "kultur", _DAYS[3], "finished"),
    Teller("eva", "kultur", _DAYS[4], "described", stop="C05"),
    Teller("fia", "it", _DAYS[5], "measured", hours=70, trial=True),
)
MAY = "first=2019-05&last=2019-05"
_filled: set[str] = set()


@pytest.fixture(autouse=True)
async def told(server: Server, played: Stage) -> None:
    """May of 2019 has these people, and no other test tells in it."""
    if server.url not in _filled:
        _filled.add(server.url)
        await tell(played, TELLERS)


@pytest.fixture
async def empty(new_database: NewDatabase, tmp_path: Path) -> AsyncIterator[Browser]:
    """A coach before anybody has told anything."""
    with serving(new_database("sqlite"), {"LOCAL_SIGN_IN": "1", "PUBLIC_URL": ""}, tmp_path / "log") as started:
        async with browser(started.url, "carla") as opened:
            yield opened


ADDRESSES = [
    PORTFOLIO,
    f"{PORTFOLIO}/report?month=2019-05",
    *(f"{PORTFOLIO}/picture/{name}.svg?{MAY}" for name in PICTURES),
    *(f"{PORTFOLIO}/table/{name}.csv?{MAY}" for name in ("months", "tasks")),
]


async def test_employees_get_none_of_it(anna: Browser, nobody: Browser) -> None:
    for address in ADDRESSES:
        assert (await anna.get(address)).status == 403
        assert (await nobody.get(address)).status == 303


async def test_titles_are_for_coaches_only(carla: Browser, adam: Browser) -> None:
    pages = [await each.get(f"{PORTFOLIO}?{MAY}") for each in (carla, adam)]
    files = [await each.get(f"{PORTFOLIO}/table/tasks.csv?{MAY}") for each in (carla, adam)]

    assert [(page.status, TOLD in page.text) for page in pages] == [(200, True), (200, False)]
    assert [(file.status, TOLD in file.text) for file in files] == [(200, True), (403, False)]
    assert re.search(r'href="/coach/conversations/\d+"', pages[0].text)


async def test_the_page_says_the_figures_and_leaves_trials_out(carla: Browser) -> None:
    page = await carla.get(f"{PORTFOLIO}?{MAY}")

    assert re.findall(r"<dd>([^<]+)</dd>", page.text) == ["5", "4", "808", "36"]
    assert "Av 5 påbörjade uppgifter har 4 bedömts, 2 fått en vald mall och 1 byggts klart." in page.text
    assert "maj 2019" in page.text


async def test_a_department_of_few_persons_is_not_looked_at_by_itself(carla: Browser) -> None:
    for department, status in (("kultur", 404), ("hr", 200)):
        query = f"{MAY}&department={department}"
        page = await carla.get(f"{PORTFOLIO}?{query}")

        assert ("Färre än 3 personer</h2>" in page.text) == (status == 404)
        assert ("<picture>" in page.text) == (status == 200)
        assert (await carla.get(f"{PORTFOLIO}/picture/months.svg?{query}")).status == status
        assert (await carla.get(f"{PORTFOLIO}/table/months.csv?{query}")).status == status


async def test_departments_of_few_persons_share_a_row_with_the_next_smallest(carla: Browser) -> None:
    file = await carla.get(f"{PORTFOLIO}/table/departments.csv?{MAY}&lang=sv")

    rows = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff")), delimiter=";"))
    assert rows[1:] == [["Förvaltningar med färre än 3 personer", "5", "4", "807,6", "403,8", "36", "201,9"]]


async def test_a_picture_is_svg_that_may_do_nothing(carla: Browser) -> None:
    for name, theme in product(PICTURES, ("light", "dark")):
        image = await carla.get(f"{PORTFOLIO}/picture/{name}.svg?{MAY}&theme={theme}&width=narrow")

        root = ET.fromstring(image.text)  # noqa: S314 - our own.
        policy = image.headers["Content-Security-Policy"]
        assert (image.status, image.headers["Content-Type"].partition(";")[0]) == (200, "image/svg+xml")
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert "<script" not in image.text
        assert [text for each in root.iter("{http://www.w3.org/2000/svg}text") if (text := "".join(each.itertext()))]


async def test_every_picture_on_the_page_has_its_words_and_its_addresses_answer(carla: Browser) -> None:
    page = await carla.get(f"{PORTFOLIO}?{MAY}")

    images = re.findall(r'<img src="([^"]+)" alt="([^"]+)">', page.text)
    assert len(images) == len(PICTURES)
    for address, said in images:
        assert (await carla.get(address.replace("&amp;", "&"))).status == 200
        assert said.endswith(".")


@pytest.mark.parametrize(("language", "separator"), [("sv", ";"), ("en", ",")])
async def test_every_table_is_a_file_in_the_readers_language_and_logged(
    adam: Browser, server: Server, language: str, separator: str
) -> None:
    before = await _exported(server.database)

    for name in TABLES:
        file = await adam.get(f"{PORTFOLIO}/table/{name}.csv?{MAY}&lang={language}")

        head, *rows = csv.reader(io.StringIO(file.text.lstrip("\ufeff")), delimiter=separator)
        assert (file.status, file.text[0]) == (200, "\ufeff")
        assert file.headers["Content-Disposition"] == f'attachment; filename="{name}-2019-05-2019-05.csv"'
        assert {len(row) for row in rows} == {len(head)}
    logged = (await _exported(server.database))[len(before) :]
    assert logged == [("Adam", f"table {name} 2019-05 2019-05") for name in TABLES]


async def test_the_report_tells_the_month_in_sentences_and_leads_on(adam: Browser) -> None:
    page = await adam.get(f"{PORTFOLIO}/report?month=2019-05")

    assert "Rapport för maj 2019" in page.text
    assert "5 uppgifter kom in, 5 fler än i april 2019." in page.text
    assert "De bedömda uppgifterna lovar 808 timmar om året, 808 fler än i april 2019." in page.text
    assert "Den som byggt har mätt upp 36 timmar om året" in page.text
    assert f'href="{PORTFOLIO}/report?month=2019-04"' in page.text
    assert f'href="{PORTFOLIO}/report?month=2019-06"' in page.text
    assert TOLD not in page.text


STRANGE = [
    *(f"?{query}" for query in ("first=maj", "last=2019-13", "department=hemlig", "first=2019-05-01", "last=%00")),
    "/report?month=maj",
    "/picture/tasks.svg?theme=pink",
    "/picture/tasks.svg?width=huge",
]


async def test_an_address_that_no_page_leads_to_is_not_understood_or_not_found(carla: Browser) -> None:
    for address in STRANGE:
        assert (await carla.get(f"{PORTFOLIO}{address}")).status == 400, address
    for path in ("picture/hemlig.svg", "table/hemlig.csv", "picture/tasks.svgz"):
        assert (await carla.get(f"{PORTFOLIO}/{path}")).status == 404, path


async def test_before_anybody_has_told_anything_the_page_says_what_to_do(empty: Browser) -> None:
    page, report = await empty.get(PORTFOLIO), await empty.get(f"{PORTFOLIO}/report")

    assert "Här finns inga uppgifter än." in page.text
    assert "bjuda in en arbetsgrupp" in page.text
    assert (page.status, report.status) == (200, 200)
    assert "Inga uppgifter kom in, lika många som i" in report.text
    for name in PICTURES:
        assert (await empty.get(f"{PORTFOLIO}/picture/{name}.svg")).status == 200
    for name in (*TABLES, "tasks"):
        assert (await empty.get(f"{PORTFOLIO}/table/{name}.csv")).status == 200


async def _exported(database: str) -> list[tuple[str, str]]:
    """Who downloaded what, in order."""
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            query = select(audit.c.who, audit.c.object).where(audit.c.what == "exported").order_by(audit.c.id)
            return [(row.who, row.object) for row in await connection.execute(query)]
    finally:
        await engine.dispose()
