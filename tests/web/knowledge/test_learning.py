"""Learning from conversations: each proposal is accepted into the draft or refused, and what does not work is told."""

import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from services.auditing import Filter, Noted
from services.learning import PAGE
from tests.databases import ON_ONE_KIND
from tests.door.server import Server
from tests.web.browsing import Browser, signed_in
from tests.web.knowledge.desk import Admin
from tests.web.knowledge.talks import BOTH, chooses, field, rows, tells
from tests.web.played import Stage
from tests.web.tellers import TEMPLATE, press, walk

pytestmark = pytest.mark.slow

LEARNING = "/admin/knowledge/learning"
LEAVE = "Anställda ansöker om ledighet hos Karin Svensson på 070-123 45 67 och chefen godkänner i Outlook"


@pytest.fixture
async def siv(server: Server, played: Stage) -> AsyncIterator[Browser]:
    async with signed_in(server.url, played.store.sessions, BOTH) as opened:
        yield opened


def word() -> str:
    """A word that nobody has written before."""
    return "x" + secrets.token_hex(4).translate(str.maketrans("0123456789", "ghijklmnop"))


async def record(played: Stage, what: str) -> list[Noted]:
    """The newest rows of the record that say so."""
    return [row for row in (await played.store.auditing.page(Filter(), None, 500)).rows if row.what == what]


async def phrase_row(admin: Admin, said: str) -> str:
    found = [row for row in rows(await admin.page("/learning"), "phrases") if said in row]
    assert len(found) == 1
    return found[0]


def sent(row: str, do: str, **changed: str) -> dict[str, str]:
    names = ("id", "template", "page", "text", "written")
    kept = {name: field(row, name) for name in names if f'name="{name}"' in row}
    return {**kept, "language": "sv", "kind": "business", "do": do, **changed}


async def test_a_phrase_is_shown_without_names_and_numbers_and_comes_into_the_draft_as_the_admin_writes_it(
    admin: Admin, played: Stage
) -> None:
    unseen = word()
    template = await chooses(played, "ann", f"{LEAVE} {unseen}")
    row = await phrase_row(admin, unseen)
    text = f"hos oss ansöker man om ledighet {unseen}"

    answer = await admin.browser.post(f"{LEARNING}/phrases", sent(row, "accept", text=f"  {text} […] \n"))

    assert (
        field(row, "text")
        == f"Anställda ansöker om ledighet hos […] […] på [telefon] och chefen godkänner i Outlook {unseen}"
    )
    assert (answer.status, answer.to) == (303, f"{LEARNING}?told=accepted&in=phrases&page=1#phrases")
    assert text in (await admin.value(f"templates/{template}", "phrases.sv")).splitlines()
    assert unseen not in str(rows(await admin.page("/learning"), "phrases"))
    changed = await record(played, "changed draft")
    assert [each.about for each in changed][:1] == [f"templates/{template}"]


async def test_a_phrase_that_is_refused_is_on_record_and_never_shown_again(admin: Admin, played: Stage) -> None:
    unseen = word()
    template = await chooses(played, "bea", f"{LEAVE} {unseen}")
    row = await phrase_row(admin, unseen)

    answer = await admin.browser.post(f"{LEARNING}/phrases", sent(row, "refuse"))
    await admin.browser.post(f"{LEARNING}/phrases", sent(row, "refuse"))

    assert answer.status == 303
    assert unseen not in await admin.page("/learning")
    assert unseen not in await admin.value(f"templates/{template}", "phrases.sv")
    refused = await record(played, "refused proposal")
    assert [(each.who, each.about) for each in refused].count(("Adam", f"phrase for {template}")) == 1


async def test_a_phrase_that_is_too_short_is_told_and_what_was_typed_is_kept(admin: Admin, played: Stage) -> None:
    unseen = word()
    await chooses(played, "cia", f"{LEAVE} {unseen}")
    row = await phrase_row(admin, unseen)

    answer = await admin.browser.post(f"{LEARNING}/phrases", sent(row, "accept", text="bara två", language="en"))

    assert answer.status == 400
    assert "Frasen är för kort" in answer.text
    (kept,) = [each for each in rows(answer.text, "phrases") if field(each, "id") == field(row, "id")]
    assert field(kept, "text") == "bara två"
    assert '<option value="en" selected>' in kept


async def test_a_personal_number_that_an_admin_pastes_into_a_phrase_is_not_kept(admin: Admin, played: Stage) -> None:
    unseen = word()
    template = await chooses(played, "doa", f"{LEAVE} {unseen}")
    row = await phrase_row(admin, unseen)

    await admin.browser.post(f"{LEARNING}/phrases", sent(row, "accept", text=f"ledighet för 811218-9876 {unseen}"))

    phrases = await admin.value(f"templates/{template}", "phrases.sv")
    assert f"ledighet för [personnummer] {unseen}" in phrases.splitlines()


async def test_whose_words_an_admin_has_before_them_is_on_record_once_a_day(admin: Admin, played: Stage) -> None:
    unseen = word()
    await chooses(played, "eli", f"{LEAVE} {unseen}")
    before = {each.id for each in await record(played, "read anonymised")}

    for _ in range(2):
        await phrase_row(admin, unseen)

    read = [each for each in await record(played, "read anonymised") if each.id not in before]
    assert read
    assert {each.who for each in read} == {"Adam"}
    assert len({each.about for each in read}) == len(read)


async def test_a_program_that_several_people_name_comes_into_the_lexicon_with_its_kind(
    admin: Admin, played: Stage
) -> None:
    name, other = word().capitalize(), word().capitalize()
    await tells(played, "eva", f"Varje dag skriver jag in ärenden i systemet {name}")
    assert name not in await admin.page("/learning")
    await tells(played, "fia", f"Vi registrerar fakturor i systemet {name} varje vecka")
    await tells(played, "gun", f"Vi registrerar fakturor i systemet {other} varje vecka")
    (row,) = [each for each in rows(await admin.page("/learning"), "programs") if name in each]

    answer = await admin.browser.post(f"{LEARNING}/programs", sent(row, "accept", kind="outside"))

    assert "Nämnt av 2 personer" in row
    assert other not in await admin.page("/learning")
    assert (answer.status, answer.to) == (303, f"{LEARNING}?told=accepted&in=programs#programs")
    assert await admin.value(f"lexicon/systems/{name.lower()}", "name") == name
    assert await admin.value(f"lexicon/systems/{name.lower()}", "kind") == "outside"
    assert name not in str(rows(await admin.page("/learning"), "programs"))
    assert (await record(played, "changed draft"))[0].about == "lexicon"


async def test_a_program_under_a_corrected_name_is_known_as_people_write_it_and_accepted_once(
    admin: Admin, played: Stage
) -> None:
    name, meant = word().capitalize(), word().capitalize()
    for person in ("moa", "nils"):
        await tells(played, person, f"Varje dag skriver jag in ärenden i systemet {name}")
    (row,) = [each for each in rows(await admin.page("/learning"), "programs") if name in each]

    for _ in range(2):
        answer = await admin.browser.post(f"{LEARNING}/programs", sent(row, "accept", text=meant))
        assert answer.status == 303

    assert (await admin.value(f"lexicon/systems/{meant.lower()}", "words.sv")).split() == [name]
    assert name not in await admin.page("/learning")
    assert f"/{meant.lower()}_2" not in await admin.page("/edit/lexicon/systems")
    accepted = await record(played, "accepted proposal")
    assert [(each.about, each.new) for each in accepted][:1] == [("program", None)]
    assert meant not in str(accepted)


async def test_a_program_that_is_refused_is_never_shown_again(admin: Admin, played: Stage) -> None:
    name = word().capitalize()
    for person in ("hal", "ida"):
        await tells(played, person, f"Varje dag skriver jag in ärenden i systemet {name}")
    (row,) = [each for each in rows(await admin.page("/learning"), "programs") if name in each]

    wrong = await admin.browser.post(f"{LEARNING}/programs", sent(row, "accept", kind="none"))
    await admin.browser.post(f"{LEARNING}/programs", sent(row, "refuse"))

    assert wrong.status == 400
    assert "välj vad det är för slags program" in wrong.text
    assert name not in await admin.page("/learning")
    (refused, *_) = await record(played, "refused proposal")
    assert (refused.about, refused.old, refused.new) == ("program", None, None)


async def test_what_does_not_work_is_pointed_out_once_three_people_have_met_with_it(
    admin: Admin, siv: Browser, played: Stage
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=40)  # noqa: TID251
    for number, name in enumerate(("jan", "kim", "liv")):
        if number == 2:
            early = await admin.page("/learning")
            assert not any("templates/leave" in row for row in rows(early, "refused"))
            assert not any("questions/C11" in row for row in rows(early, "stopped"))
        gone = played.person(name, at=long_ago)
        await gone.says(LEAVE)
        await walk(gone, "C11", "hr")
        no = played.person(name)
        await no.says(LEAVE)
        await walk(no, "result", "hr")
        await press(no, "templates")
        await press(no, f"fits_not:{TEMPLATE}")

    page, seen_by_coach = await admin.page("/learning"), (await siv.get(LEARNING)).text

    (refused,) = [row for row in rows(page, "refused") if f"/edit/templates/{TEMPLATE}" in row]
    (stopped,) = [row for row in rows(page, "stopped") if "/edit/questions/C11" in row]
    assert "3 av " in refused
    assert "Samtal som har stannat här: 3" in stopped
    assert "/coach/conversations/" not in page
    for section, about in (("refused", TEMPLATE), ("stopped", "questions/C11")):
        (row,) = [each for each in rows(seen_by_coach, section) if about in each]
        assert row.count("/coach/conversations/") == 3


async def test_a_phrase_that_its_template_holds_already_is_on_record_when_it_is_accepted(
    admin: Admin, played: Stage
) -> None:
    unseen = word()
    template = await chooses(played, "ola", f"{LEAVE} {unseen}")
    row = await phrase_row(admin, unseen)
    held = (await admin.value(f"templates/{template}", "phrases.sv")).splitlines()[0]
    before = len(await record(played, "changed draft"))

    await admin.browser.post(f"{LEARNING}/phrases", sent(row, "accept", text=held))

    assert len(await record(played, "changed draft")) == before
    assert (await record(played, "accepted proposal"))[0].about == f"phrase for {template}"
    assert unseen not in await admin.page("/learning")


@pytest.mark.parametrize("query", ["page=0", "page=999", "page=x", "page=-1", "told=x", f"page={'9' * 40}"])
async def test_a_page_that_is_not_there_shows_the_first(query: str, admin: Admin) -> None:
    assert (await admin.browser.get(f"{LEARNING}?{query}")).status == 200


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"id": "x", "do": "accept"}, 400),
        ({"id": "a" * 64, "do": "explode"}, 400),
        ({"id": "a" * 64, "do": "accept", "template": "no-such", "text": "en två tre"}, 404),
    ],
)
async def test_what_no_form_sends_changes_nothing(form: dict[str, str], status: int, admin: Admin) -> None:
    answer = await admin.browser.post(f"{LEARNING}/phrases", form)

    assert answer.status == status
    assert "likadant som" in await admin.page("")


@ON_ONE_KIND
async def test_what_was_typed_on_a_later_page_is_kept_there(admin: Admin, played: Stage) -> None:
    seen = word()
    template = await chooses(played, "mia", f"{LEAVE} {seen}")
    oldest = await phrase_row(admin, seen)
    newer = played.person("nea")
    for number in range(PAGE):
        await newer.says("ny")
        await newer.says(f"{LEAVE} {seen} igen nummer{number}")
        await walk(newer, "result", "hr")
        await press(newer, "templates")
        await press(newer, f"fits:{template}")
    assert field(oldest, "id") not in await admin.page("/learning")

    page = await admin.page("/learning?page=2")
    (row,) = [each for each in rows(page, "phrases") if field(each, "id") == field(oldest, "id")]
    answer = await admin.browser.post(f"{LEARNING}/phrases", sent(row, "accept", text="för kort"))

    assert answer.status == 400
    assert "för kort</textarea>" in answer.text
