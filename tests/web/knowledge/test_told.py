"""What changes is told as an office worker would say it: no codes, no True, no decimal point for a Swede."""

import re

import pytest

from tests.databases import ON_ONE_KIND
from tests.web.knowledge.desk import Admin

pytestmark = pytest.mark.slow


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


@ON_ONE_KIND
async def test_numbers_choices_and_conditions_are_told_in_words(admin: Admin) -> None:
    await admin.change("scoring/criteria/C05", weight="20,5")
    await admin.change("questions/C12", hands_on="false")
    await admin.change("templates/absence-notification", status="retired")
    await admin.change("scoring/decision/weak", when__0__0__limit="45,5")
    await admin.change("scoring/decision/guard", when__codes="coach")

    changes = words(await admin.page("/changes"))

    assert "Bedömning › C05 › Vikt Ändrat Före 30 Efter 20,5" in changes
    assert "Fylls aldrig i av coachen Ändrat Före Ja Efter Nej" in changes
    assert "Läge Ändrat Före I bruk Efter Ur bruk" in changes
    assert "Efter (Lämplighet under 45,5, och Timmar per år som kan sparas under 100) eller (" in changes
    assert "Efter Lägsta nivå som svaren kräver: Med coach" in changes
    assert changes.count("Ändrat Före") == 5, "nothing moves because a form was saved"


@ON_ONE_KIND
async def test_what_is_new_is_told_with_all_that_stands_in_it(admin: Admin) -> None:
    await admin.change("templates/absence-notification", licence_note__sv="Ingår.", licence_note__en="Included.")
    await admin.change("questions/C12", do="copy:options.1")

    changes = words(await admin.page("/changes"))

    assert "Efter Svenska: Ingår. Engelska: Included." in changes
    assert "Kod: underlag · Ord på knappen: Ja, men en människa beslutar." in changes
    assert "{" not in changes
