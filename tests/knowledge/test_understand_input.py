"""Who sends, who receives, and what a question, a contrast or an "all of them" says of a task."""

import pytest

from tests.knowledge.test_understand_doubt import read


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Eleverna mejlar och vårdnadshavarna ringer, fem om dagen.", "blandat"),
        ("Lärarna skriver i Teams eller säger det i korridoren.", "blandat"),
        ("Parents tell us at the door or write in Unikum.", "blandat"),
        ("Claims arrive by post or as scans in our mailbox.", "blandat"),
        ("I get the invoices by e-mail and phone.", "blandat"),
        ("Brukaren ringer, jag bokar.", "papper"),
        ("Applications and drawings by post, I decide.", "papper"),
        ("Inga mallar så alla skriver som de vill i mejlen.", "fritext"),
        ("Economy sends their list every week.", "falt"),
        ("I export the room list from the booking portal every month.", "falt"),
        ("Parents fill in a form every week.", "falt"),
        ("I get the list out of Quria on Mondays and send letters by post.", "falt"),
        ("Registrations come through the e-service, they were all on paper before.", "falt"),
    ],
)
def test_the_form_is_that_in_which_others_send(text: str, form: str) -> None:
    assert read(text)["input"] == form


@pytest.mark.parametrize(
    "text",
    [
        "I chase the managers by e-mail and phone.",
        "I fill in a form every week.",
        "Jag fyller i ett formulär varje vecka.",
        "På skolorna ringer vi runt och mejlar en lista.",
        "I phone the guardian and then fill in the e-service.",
        "Kallelser med post? Nej, det slutade vi med.",
        "I send out the applications by post.",
    ],
)
def test_what_the_writer_sends_is_no_input(text: str) -> None:
    assert "input" not in read(text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Larm 3 om dygnet, alla dagar.", 1095.0),
        ("Fem om dygnet.", 1100.0),
        ("30 i veckan men i augusti 80.", 1320.0),
        ("40 om dagen i december men annars tio.", 2200.0),
        ("Två saker. Loggar, oftast 3 i veckan. Sen scheman.", 132.0),
        ("14 skolor, varje skola varannan vecka, 20 min per skola.", 308.0),
        ("12 klienter, ett beslut per klient och månad.", 144.0),
        ("35 planer och var och en ska följas upp två gånger om året.", 70.0),
        ("Vi har 64 lekplatser och var och en ska kollas en gång i kvartalet.", 256.0),
        ("Every year I check all 60, ten minutes each.", 60.0),
        ("Granskningen är en annan historia, 30 i veckan. Jag registrerar 5 om dagen.", 1100.0),
    ],
)
def test_a_number_is_that_of_its_own_clause(text: str, runs: float) -> None:
    assert read(text)["runs_per_year"] == runs


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Rapporten görs varje kvartal, tre dagar går åt.", 1440.0),
        ("Löner varje månad. Två dagar ungefär.", 960.0),
        ("Två timmar, nej tre med kontrollen.", 180.0),
        ("It takes 5 minutes, no, closer to 8 with the call to their boss.", 8.0),
    ],
)
def test_a_time_is_understood_in_its_unit(text: str, minutes: float) -> None:
    assert read(text)["minutes"] == minutes


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Three colleagues and I take turns, every Monday.", 4),
        ("I'm one of four payroll officers who check the lists.", 4),
        ("We're six unit managers and each of us writes one a week.", 6),
        ("Jag och Maj-Lis gör det.", 2),
        ("Nobody touches it but me.", 1),
    ],
)
def test_those_who_share_are_counted_in_any_order(text: str, people: int) -> None:
    assert read(text)["people"] == people


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Halva gångerna kommer de aldrig tillbaka.", "ofta"),
        ("Varje gång är det nån formel som spricker.", "ofta"),
        ("Very often no one replies.", "ofta"),
        ("Har missat ett på tio år.", "sallan"),
        ("Ibland blir nån bortglömd.", "ibland"),
    ],
)
def test_what_is_forgotten_or_broken_is_trouble(text: str, often: str) -> None:
    assert read(text)["errors"] == often
