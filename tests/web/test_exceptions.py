"""An approved exception: on the admin's page, on the result, with the case; and gone when it is ended."""

import asyncio
import re
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from tests.door.server import Server
from tests.web.browsing import Browser
from tests.web.casework import asks
from tests.web.played import Play, Stage
from tests.web.tellers import TOLD, press, walk
from tests.web.test_settings import EXCEPTION, SETTINGS, recorded

pytestmark = pytest.mark.slow
PAGE = f"{SETTINGS}/exceptions"


async def judged(played: Stage, department: str) -> Play:
    """Somebody of a department with a task that a guardrail holds."""
    chat = played.person("anna", at=datetime.now(UTC) - timedelta(minutes=30))  # noqa: TID251 - nobody speaks in the future
    await chat.says(TOLD)
    await walk(chat, "C14", department)
    await press(chat, "ja")
    await walk(chat, "result", department)
    return chat


def _section(page: str, name: str) -> str:
    """A part of a page, by the id of its heading."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


async def test_an_exception_is_seen_by_the_person_and_the_team_until_it_is_ended(
    server: Server, adam: Browser, carla: Browser, played: Stage
) -> None:
    approver = f"Eva {secrets.token_hex(4)}"

    answer = await adam.post(PAGE, {**EXCEPTION, "approver": approver})
    listed = (await adam.get(answer.to)).text
    chat, other = await judged(played, "hr"), await judged(played, "kultur")
    result, elsewhere = str(chat.heard), str(other.heard)
    case_of = await asks(chat, "Kan någon titta på det här med mig, tack")
    case = (await carla.get(case_of.path)).text
    ending = re.search(r'action="([^"]+/end)"', listed)
    assert ending
    ended = [await adam.post(ending[1]) for _ in range(2)]
    case_after = (await carla.get(case_of.path)).text
    after = (await adam.get(PAGE)).text
    again = str((await judged(played, "hr")).heard)

    told = f"{approver} har godkänt ett undantag"
    assert f"Godkänt av {approver}" in listed
    assert "Provas &lt;b&gt;i år&lt;/b&gt;" in listed
    assert [told in each for each in (result, elsewhere, again)] == [True, False, False]
    assert [told in _section(case, each) for each in ("sent", "exceptions")] == [True, True]
    assert told in _section(case_after, "sent")
    assert 'id="exceptions"' not in case_after
    assert [each.status for each in ended] == [303, 303]
    assert "Inga undantag gäller." in after
    assert "Avslutat" in after
    changes = [(who, what) for who, what, _, new in await recorded(server, "C14") if approver in str(new)]
    assert changes == [("Adam", "approved an exception"), ("Adam", "ended an exception")]


async def test_pressing_twice_approves_once_and_after_it_was_ended_once_more(
    server: Server, adam: Browser, played: Stage
) -> None:
    form = {**EXCEPTION, "approver": f"Eva {secrets.token_hex(4)}"}

    answers = await asyncio.gather(*(adam.post(PAGE, form) for _ in range(6)))
    first = await _standing(played, form["approver"])
    await adam.post(PAGE, {**form, "department": "all"})
    await adam.post(PAGE, {**form, "reason": "Något annat"})
    others = await _standing(played, form["approver"])
    for each in others:
        await adam.post(f"{PAGE}/{each}/end")
    await adam.post(PAGE, form)
    again = await _standing(played, form["approver"])
    await adam.post(f"{PAGE}/{again[0]}/end")

    assert {(each.status, each.to) for each in answers} == {(303, f"{PAGE}?saved")}
    assert [len(each) for each in (first, others, again)] == [1, 3, 1]
    changes = [what for _, what, _, new in await recorded(server, "C14") if form["approver"] in str(new)]
    assert changes.count("approved an exception") == 4


async def _standing(played: Stage, approver: str) -> list[int]:
    """The exceptions that somebody has approved and nobody has ended, by their numbers."""
    async with played.store.begin() as unit:
        return [each.id for each in await unit.decisions.exceptions() if each.approver == approver and not each.ended]


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 40, "x", "-1"])
async def test_an_exception_that_is_not_there_cannot_be_ended(adam: Browser, number: str) -> None:
    assert (await adam.post(f"{PAGE}/{number}/end")).status == 404
