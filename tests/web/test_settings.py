"""An admin sees and changes what holds for everybody; every change is on record with what was before and after."""

import json
import re
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from dialogs.case import Somebody
from dialogs.decided import Retention
from services.records import Receiver
from storage.engine import open_engine
from storage.tables import audit
from tests.door.server import Server
from tests.storage.turns import NOW, address
from tests.web.browsing import Browser
from tests.web.played import Stage

pytestmark = pytest.mark.slow
SETTINGS = "/admin/settings"


async def asks(played: Stage, name: str) -> Receiver:
    """A channel that asks for cases."""
    place = replace(address(name), person=f"channel:{name}", name=name)
    async with played.store.begin() as unit:
        return await unit.receivers.ask(place, "team", "Carla", "sv", NOW)


async def stands(played: Stage, receiver: Receiver) -> Receiver:
    async with played.store.begin() as unit:
        found = await unit.receivers.get(receiver.id)
    assert found is not None
    return found


async def recorded(server: Server, about: str) -> list[tuple[str, str, object, object]]:
    """What is on record about something: who, what, before, after."""
    engine = open_engine(server.database)
    async with engine.connect() as db:
        rows = (await db.execute(select(audit).where(audit.c.object == about).order_by(audit.c.id))).all()
    await engine.dispose()
    return [(row.who, row.what, *(json.loads(each) if each else None for each in (row.old, row.new))) for row in rows]


async def test_the_settings_stand_on_one_page_and_lead_to_their_own(adam: Browser, played: Stage) -> None:
    await asks(played, f"Äldreomsorg {secrets.token_hex(4)}")

    page = (await adam.get(SETTINGS)).text

    for told in ("Väntar på svar: Alla ärenden", "Vardagar 08:00–16:30", "6 juli – 31 juli", "<code>coach</code>"):
        assert told in page
    for link in ("channels", "retention", "exceptions"):
        assert f'href="{SETTINGS}/{link}"' in page
    assert 'href="/admin/knowledge/edit/promises"' in page
    assert "Adam, senast här" in page


async def test_a_channel_is_approved_with_its_routing_rerouted_and_removed(
    server: Server, adam: Browser, played: Stage
) -> None:
    name = f"Skola {secrets.token_hex(4)}"
    receiver = await asks(played, name)
    path = f"{SETTINGS}/channels/{receiver.id}"
    some = [("departments", "hr"), ("departments", "barn_ungdom"), ("topics", "stuck")]

    answer = await adam.post(path, [*some, ("act", "approve")])
    approved = await stands(played, receiver)
    await adam.post(path, {"act": "route"})
    rerouted = await stands(played, receiver)
    await adam.post(path, {"act": "remove"})
    removed = await stands(played, receiver)

    assert (answer.status, answer.to) == (303, f"{SETTINGS}/channels?saved")
    assert (approved.state, approved.departments, approved.topics) == ("approved", ("hr", "barn_ungdom"), ("stuck",))
    assert (rerouted.state, rerouted.departments, rerouted.topics) == ("approved", (), ())
    assert removed.state == "removed"
    everything: dict[str, object] = {"departments": [], "topics": []}
    routed = {"departments": ["hr", "barn_ungdom"], "topics": ["stuck"]}
    assert await recorded(server, name) == [
        ("Adam", "routed a channel", {"state": "asked", **everything}, {"state": "asked", **routed}),
        ("Adam", "approved a channel", {"state": "asked", **routed}, {"state": "approved", **routed}),
        ("Adam", "routed a channel", {"state": "approved", **routed}, {"state": "approved", **everything}),
        ("Adam", "removed a channel", {"state": "approved", **everything}, {"state": "removed", **everything}),
    ]
    assert name in (await adam.get(f"{SETTINGS}/channels")).text
    assert name not in (await adam.get(SETTINGS)).text


async def test_the_same_button_twice_does_its_work_once(server: Server, adam: Browser, played: Stage) -> None:
    name = f"Kultur {secrets.token_hex(4)}"
    receiver = await asks(played, name)

    for _ in range(2):
        await adam.post(f"{SETTINGS}/channels/{receiver.id}", {"act": "approve"})

    assert [what for _, what, _, _ in await recorded(server, name)] == ["approved a channel"]
    await adam.post(f"{SETTINGS}/channels/{receiver.id}", {"act": "remove"})


@pytest.mark.parametrize(
    ("number", "form", "status"),
    [
        ("999999999", {"act": "approve"}, 404),
        ("999999999", {"act": "remove"}, 404),
        ("9" * 30, {"act": "remove"}, 404),
        ("x", {"act": "remove"}, 404),
        ("1", {"act": "sell"}, 400),
        ("1", {"act": "route", "topics": "gossip"}, 400),
        ("1", {"act": "route", "departments": "nowhere"}, 400),
    ],
)
async def test_what_cannot_be_meant_is_refused(adam: Browser, number: str, form: dict[str, str], status: int) -> None:
    assert (await adam.post(f"{SETTINGS}/channels/{number}", form)).status == status


async def test_disposal_is_set_told_to_people_and_switched_off(server: Server, adam: Browser, played: Stage) -> None:
    number, path = f"KS 2026/{secrets.token_hex(4)}", f"{SETTINGS}/retention"
    person = played.person("anna")

    answer = await adam.post(path, {"months": "24", "number": f"  {number} ", "decided": "2026-02-20"})
    page, overview = await adam.get(answer.to), await adam.get(SETTINGS)
    await person.says("integritet")
    told = str(person.heard)
    await person.says("mina data")
    link = re.search(r"/my-data/[\w-]+", str(person.heard))
    assert link
    own = await adam.get(link[0])
    await adam.post(f"{path}/off")
    await person.says("integritet")

    for each in (page.text, overview.text):
        assert (
            f"Samtal och avslutade ärenden tas bort 24 månader efter det senaste som hände, enligt beslut {number}"
            in each
        )
        assert "Nästa gång: " in each
    assert f"i 24 månader efter det senaste som hände, enligt gallringsbeslut {number} den 20 februari 2026" in told
    assert f"Hur länge: i 24 månader efter det senaste som hände, enligt gallringsbeslut {number}" in own.text
    assert "har beslutat om gallring" in str(person.heard)
    assert "Inget är beslutat" in (await adam.get(path)).text
    rule = {"months": 24, "number": number, "decided": "2026-02-20"}
    assert await recorded(server, number) == [("Adam", "set retention", None, rule)]
    assert (await recorded(server, ""))[-1] == ("Adam", "set retention", rule, None)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"months": "0"}, "Skriv ett helt antal månader"),
        ({"months": "-3"}, "Skriv ett helt antal månader"),
        ({"months": "tolv"}, "Skriv ett helt antal månader"),
        ({"months": "601"}, "Skriv ett helt antal månader"),
        ({"months": "00600999999"}, "Skriv ett helt antal månader"),
        ({"months": "9" * 5000}, "Skriv ett helt antal månader"),
        ({"number": " "}, "Skriv beslutets diarienummer."),
        ({"number": "x" * 61}, "Skriv beslutets diarienummer."),
        ({"decided": "igår"}, "Välj dagen då det beslutades."),
        ({"decided": "2999-01-01"}, "Välj dagen då det beslutades."),
    ],
)
async def test_disposal_needs_months_number_and_day_and_keeps_what_was_typed(
    adam: Browser, wrong: dict[str, str], told: str
) -> None:
    form = {"months": "24", "number": "KS <1>", "decided": "2026-02-20", **wrong}

    page = await adam.post(f"{SETTINGS}/retention", form)

    assert page.status == 400
    assert told in page.text
    assert "Inget är sparat än." in page.text
    assert "Inget är beslutat" in page.text
    if "number" not in wrong:
        assert 'value="KS &lt;1&gt;"' in page.text


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "tas bort 1 månad efter det"), ("en", "are removed 1 month after the")]
)
async def test_one_month_is_one_month(adam: Browser, language: str, told: str) -> None:
    path = f"{SETTINGS}/retention"

    await adam.post(path, {"months": "1", "number": "KS 1", "decided": "2026-02-20"})
    await adam.post("/language", {"language": language})
    pages = [(await adam.get(each)).text for each in (SETTINGS, path)]
    await adam.post(f"{path}/off")

    assert [told in each for each in pages] == [True, True]


async def test_months_that_no_calendar_has_are_told_and_can_be_changed(adam: Browser, played: Stage) -> None:
    path, rule = f"{SETTINGS}/retention", Retention(600_999_999, "KS 1", date(2026, 2, 20))
    async with played.store.begin() as unit:
        await unit.decisions.keep_retention(rule, Somebody("adam", "Adam"), NOW)

    pages = [await adam.get(each) for each in (SETTINGS, path)]
    off = await adam.post(f"{path}/off")

    assert [each.status for each in pages] == [200, 200]
    assert off.status == 303
    assert "Inget är beslutat" in (await adam.get(path)).text


def _in(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()  # noqa: TID251


EXCEPTION = {
    "guardrail": "C14",
    "department": "hr",
    "reason": "Provas <b>i år</b>",
    "approver": "Eva Ek",
    "ends": _in(30),
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("guardrail", "C01"),
        ("department", ""),
        ("department", "nowhere"),
        ("reason", "  "),
        ("reason", "x" * 1001),
        ("approver", ""),
        ("ends", _in(-2)),
        ("ends", _in(2000)),
        ("ends", "snart"),
    ],
)
async def test_an_exception_needs_everything_and_what_was_typed_stays(adam: Browser, field: str, value: str) -> None:
    page = await adam.post(f"{SETTINGS}/exceptions", {**EXCEPTION, field: value})

    assert page.status == 400
    assert f'id="wrong-{field}"' in page.text
    assert page.text.count('class="wrong"') == 1
    assert field == "approver" or 'value="Eva Ek"' in page.text
    assert "Inga undantag gäller." in page.text
