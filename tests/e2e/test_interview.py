"""The main job, from the welcome to a template or to the team, as a person does it."""

import pytest

from tests.e2e.playground import Card, Playground

pytestmark = pytest.mark.slow

TASK = "Varje fredag kopierar jag fakturor från Outlook till Excel. Det tar 45 minuter och vi är tre som gör det."
WITHOUT_TIME = "Varje fredag kopierar jag fakturor från Outlook till Excel. Vi är tre som gör det."


def test_a_description_is_understood_corrected_and_confirmed(new_teams: Playground) -> None:
    new_teams.newest.shows("Hej! Jag är Automationscoachen.", "Jag sparar det du skriver").offers("Hjälp", "English")
    new_teams.press("Beskriv en uppgift").shows("Berätta om uppgiften").offers("Fråga mig i stället")

    facts = new_teams.say(TASK).shows("Har jag förstått rätt?", "45 minuter", "du skrev ”vi är tre som”")
    facts.row("Hur många som gör det").click()
    facts.shows("Då frågar jag om det i stället").hides("du skrev ”vi är tre som”")
    department = new_teams.press("Stämmer", on=facts)

    facts.shows("Du bekräftade", "Tid per gång: 45 minuter").hides("Hur många som gör det", "Inte rätt")
    department.shows("Var i Halmstads kommun arbetar du?")
    new_teams.pick_from_drop_down("Ekonomi").shows("Fråga 1 av", "Avgör uppgiften något")
    department.is_settled("Var i Halmstads kommun arbetar du?", "Ekonomi")


def test_questions_are_answered_by_pressing_by_choosing_and_by_typing(teams: Playground) -> None:
    decides = at_the_first_question(teams, WITHOUT_TIME)
    decides.unfold("Varför frågar ni?").shows("vill förvaltningslagen och kommunallagen")
    people = teams.pick("Nej").shows("Vilka uppgifter om människor finns med?")
    decides.is_settled("Avgör uppgiften något", "Nej")

    secrecy = teams.say("2").shows("Kan något i uppgiften vara hemligt")
    people.is_settled("Vilka uppgifter om människor", "Bara kollegors namn och kontaktuppgifter")
    programs = teams.press("Nej").shows("Vilka program använder du")
    secrecy.is_settled("Kan något i uppgiften vara hemligt", "Nej")
    fault = teams.say("outlook och excel").shows("Vad händer om det blir fel")
    programs.is_settled("Vilka program använder du", "Bara Microsoft 365")
    minutes = teams.say("ingen skada").shows("Ungefär hur många minuter")
    fault.is_settled("Vad händer om det blir fel", "Vi märker det och rättar, ingen skada")
    form = teams.say("ungefär en kvart").shows("Hur ser informationen ut")
    minutes.is_settled("Ungefär hur många minuter", "15 minuter")
    rules = teams.say("vet inte").shows("skriva ner reglerna")
    form.is_settled("Hur ser informationen ut", "Vet inte")
    changes = teams.pick("Ja, alltid samma regler").shows("Kommer arbetssättet eller systemet att ändras")
    rules.is_settled("skriva ner reglerna", "Ja, alltid samma regler")
    assert changes.at.get_by_role("radio").count() == 6


def test_an_answer_can_be_changed_from_its_card_and_by_going_back(teams: Playground) -> None:
    decides = at_the_first_question(teams, TASK)
    teams.pick("Nej").shows("Vilka uppgifter om människor")

    teams.press("← Tillbaka").shows("Avgör uppgiften något").offers("Behåll svaret").has_marked("Nej")
    people = teams.press("Behåll svaret").shows("Vilka uppgifter om människor")
    teams.pick("Inga").shows("Kan något i uppgiften vara hemligt")
    people.is_settled("Vilka uppgifter om människor", "Inga")

    teams.press("Ändra", on=people).shows("Vilka uppgifter om människor").has_marked("Inga")
    changed = teams.newest
    teams.pick("Bara kollegors namn och kontaktuppgifter").shows("Kan något i uppgiften vara hemligt")
    changed.is_settled("Vilka uppgifter om människor", "Bara kollegors namn och kontaktuppgifter")
    decides.is_settled("Avgör uppgiften något", "Nej")


def test_a_paused_task_goes_on_where_it_was(teams: Playground) -> None:
    at_the_first_question(teams, TASK)
    teams.pick("Nej").shows("Vilka uppgifter om människor")

    teams.press("Pausa").shows("Pausat", "Allt är sparat.").offers("Fortsätt")

    teams.say("fortsätt").shows("Välkommen tillbaka.", "Vilka uppgifter om människor")
    teams.pick("Inga").shows("Kan något i uppgiften vara hemligt")


def test_an_old_card_does_no_harm(teams: Playground) -> None:
    at_the_first_question(teams, TASK)
    passed = teams.pick("Nej").shows("Vilka uppgifter om människor")
    teams.say("varför").shows("Vilka uppgifter om människor")
    teams.pick("Inga").shows("Kan något i uppgiften vara hemligt")

    passed.button("← Tillbaka").click()

    passed.shows("hör till något vi redan är klara med", "Kan något i uppgiften vara hemligt")
    teams.say("nej").shows("Fråga 4 av")


def test_the_answers_are_summed_up_judged_and_answered_with_templates(teams: Playground) -> None:
    summary = at_the_summary(teams)
    teams.click(summary.row("Sekretess")).shows("Kan något i uppgiften vara hemligt").has_marked("Vet inte")
    teams.pick("Nej").shows("Hur många steg är det ungefär")
    again = teams.answer_until("Stämmer dina svar?")

    result = teams.press("Visa bedömningen", on=again).shows("Bygg själv", "timmar om året", "Talar för")
    result.shows("Så här har jag räknat", "Lämplighet: ")
    offers = teams.press("Visa mallar").shows("Mallar som kan passa")
    offers.hides("Så gör du").unfold("Visa mer").shows("Så gör du", "Läs mer hos Microsoft")
    teams.press("Passar", on=offers).shows("Bra val:")

    teams.say("mina förslag").shows("Mina förslag", "Klar · Bygg själv").offers("Visa")


def test_a_decision_about_someone_goes_to_the_team_in_english(new_teams: Playground) -> None:
    new_teams.press("English").shows("We speak English now.")
    new_teams.say("Every Friday I approve applications for parking permits in Excel. It takes 20 minutes. We are four.")
    new_teams.press("That is right").shows("Where in Halmstads kommun do you work?")
    new_teams.pick_from_drop_down("Finance").shows("Does the task decide something")

    summary = new_teams.pick("Yes, and the flow would decide by itself").shows("Are your answers right?")
    summary.offers("Answer the rest too")
    new_teams.press("Show the judgement").shows("For the team", "The flow would itself decide something")

    preview = new_teams.press("Ask the team").shows("Send to Automationssmedjans team", "Finance")
    preview.write("Call me on 070-123 45 67")
    new_teams.press("Send").shows("Your case has number AC-", "waiting for Automationssmedjans team")
    new_teams.say("my tasks").shows("My tasks", "case AC-")


def at_the_first_question(teams: Playground, task: str) -> Card:
    """A task described, its facts confirmed, the department passed over."""
    teams.say("ny").shows("Berätta om uppgiften")
    teams.say(task).shows("Har jag förstått rätt?")
    if teams.press("Stämmer").button("Hoppa över").count():  # Asked the first time only.
        teams.press("Hoppa över")
    return teams.newest.shows("Avgör uppgiften något")


def at_the_summary(teams: Playground) -> Card:
    """Every question answered with its first option, except that secrecy is not known."""
    at_the_first_question(teams, TASK)
    teams.say("nej").shows("Vilka uppgifter om människor")
    teams.say("inga").shows("Kan något i uppgiften vara hemligt")
    teams.say("vet inte")
    return teams.answer_until("Stämmer dina svar?")
