"""Suggesting templates: up to three that fit, why, when not, and how to build them."""

from collections.abc import Sequence

from dialogs.reply import Choice, Note, Offer, Offers, Press, Row, Section
from dialogs.result import judged, search
from dialogs.speech import Speech, escaped
from dialogs.state import Interview, Talk
from knowledge.assess import Missing
from knowledge.match import Match
from knowledge.part import Text
from knowledge.template import Template

AT_ONCE = 3
_CLOSE = 0.02
"""A difference between two scores (0 to 1) that says nothing."""
MOST_LINKS = 3
"""Samples beside a template: more would hide its steps."""


def offers(speech: Speech, interview: Interview) -> tuple[Offers | Note, Interview]:
    """The next templates to look at, and the interview that remembers they were shown."""
    found = search(speech.knowledge, interview)
    fresh = [each for each in found.best if each.template.id not in (*interview.shown, *interview.refused)]
    if not fresh:
        return _none(speech, interview, found.question), interview
    now = fresh[:AT_ONCE]
    shown = (*interview.shown, *(each.template.id for each in now))
    words = speech.words
    card = Offers(
        key=f"{interview.id}:offers:{len(interview.shown)}",
        title=speech.say(words.suggest.title),
        intro=speech.say(found.question or (words.suggest.close if _close(now) else words.suggest.intro)),
        offers=tuple(_offer(speech, interview, each) for each in now),
        choices=(
            *((_more(speech, interview, len(shown)),) if len(fresh) > AT_ONCE else ()),
            Choice(speech.say(words.result.ask_team), Press("human")),
            Choice(speech.say(words.nav.new_task), Press("new")),
        ),
    )
    return card, interview.model_copy(update={"shown": shown})


def _close(now: Sequence[Match]) -> bool:
    """Whether the first two are too near each other to say which fits better."""
    return len(now) > 1 and now[0].score - now[1].score < _CLOSE


def may_build(speech: Speech, talk: Talk, interview: Interview, template: Template) -> bool:
    """Whether the judgement lets the person build, alone or with a coach, and everybody may use what it takes."""
    found = judged(speech.knowledge, talk, interview)
    free = not isinstance(found, Missing) and found[1].outcome in ("self", "coach")
    return free and not speech.knowledge.revision.barred(template)


def liked(speech: Speech, talk: Talk, interview: Interview, template: Template) -> Note:
    """The first steps of the template that the person chose; where the team has to come first, that is the way on."""
    words, free = speech.words, may_build(speech, talk, interview, template)
    build = Choice(speech.say(words.coaching.build), Press("build", template.id, interview.id), primary=True)
    steps = tuple(f"{number}. {step}" for number, step in enumerate(template.steps.to(speech.language), 1))
    return Note(
        kind="liked",
        title=speech.say(words.suggest.liked_title, template=speech.say(template.title)),
        lines=(
            speech.say(words.suggest.liked if free else words.suggest.liked_team),
            *steps,
            f"[{speech.say(words.suggest.read_more)}]({template.learn_url})",
            *_inspiring(speech, template),
            speech.say(words.suggest.liked_stuck),
        ),
        choices=(
            *((build,) if free else ()),
            Choice(speech.say(words.nav.human), Press("human"), primary=not free),
            Choice(speech.say(words.nav.my_tasks), Press("tasks")),
            Choice(speech.say(words.nav.new_task), Press("new")),
        ),
    )


def _inspiring(speech: Speech, template: Template) -> tuple[str, ...]:
    """The samples under their heading; nothing where there are none."""
    links = _samples(speech, template)
    return (f"**{speech.say(speech.words.suggest.inspiration)}**", *(f"- {link}" for link in links)) if links else ()


def _samples(speech: Speech, template: Template) -> tuple[str, ...]:
    """Links to what others have built; their titles are in English, whatever the person speaks."""
    links = speech.knowledge.revision.inspiration.get(template.id, ())
    return tuple(f"[{escaped(link.title)}]({link.url})" for link in links[:MOST_LINKS])


def _none(speech: Speech, interview: Interview, question: Text | None) -> Note:
    """Nothing (more) fits: said plainly, with ways on."""
    words = speech.words
    lines: tuple[Text, ...]
    if interview.shown:
        title, lines = words.suggest.none_title, (words.suggest.more_none,)
    elif interview.description:
        title, lines = words.suggest.none_title, (words.suggest.none, question or words.suggest.none_question)
    else:
        title, lines = words.suggest.describe, (words.suggest.describe_ask,)
    return Note(
        kind="no_templates",
        title=speech.say(title),
        lines=tuple(speech.say(line) for line in lines),
        choices=(
            Choice(speech.say(words.suggest.describe), Press("redescribe", interview=interview.id), primary=True),
            Choice(speech.say(words.result.ask_team), Press("human")),
            Choice(speech.say(words.nav.new_task), Press("new")),
        ),
    )


def _more(speech: Speech, interview: Interview, shown: int) -> Choice:
    """Carries how many were shown, so that pressing twice does not skip any."""
    return Choice(speech.say(speech.words.suggest.more), Press("templates", str(shown), interview.id))


def _offer(speech: Speech, interview: Interview, found: Match) -> Offer:
    template, words = found.template, speech.words.suggest
    return Offer(
        template=template.id,
        title=speech.say(template.title),
        summary=speech.say(template.summary),
        fits=tuple(speech.say(reason) for reason in found.reasons),
        cautions=(*_barred(speech, template), *(speech.say(caution) for caution in found.cautions)),
        facts=template_facts(speech, template),
        sections=tuple(section for section in _sections(speech, template) if section.lines),
        link=template.learn_url,
        link_label=speech.say(words.read_more),
        more=speech.say(words.steps_toggle),
        choices=(
            Choice(speech.say(words.fits), Press("fits", template.id, interview.id), primary=True),
            Choice(speech.say(words.fits_not), Press("fits_not", template.id, interview.id)),
        ),
    )


def _barred(speech: Speech, template: Template) -> tuple[str, ...]:
    """That the team has to be involved for what it is made with; nothing where everybody may use that."""
    names = speech.knowledge.revision.barred(template)
    return (speech.say(speech.words.suggest.barred, connectors=", ".join(names)),) if names else ()


def template_facts(speech: Speech, template: Template) -> tuple[Row, ...]:
    """What a template asks for: licence, difficulty, time."""
    words = speech.words.suggest
    hours = template.build_hours
    time = speech.say(words.time_value, min=speech.number(hours.min), max=speech.number(hours.max))
    difficulty = (words.difficulty_1, words.difficulty_2, words.difficulty_3)[template.difficulty - 1]
    licence = {"standard": words.standard, "premium": words.premium, "mixed": words.mixed}[template.licence]
    return (
        Row(speech.say(words.licence), speech.say(licence)),
        Row(speech.say(words.difficulty), speech.say(difficulty)),
        Row(speech.say(words.time), time),
    )


def _sections(speech: Speech, template: Template) -> tuple[Section, ...]:
    words, language = speech.words.suggest, speech.language
    steps = tuple(f"{number}. {step}" for number, step in enumerate(template.steps.to(language), 1))
    return (
        Section(speech.say(words.needs), template.prerequisites.to(language)),
        Section(speech.say(words.steps), steps),
        Section(speech.say(words.not_when), template.not_when.to(language)),
        Section(speech.say(words.inspiration), _samples(speech, template)),
    )
