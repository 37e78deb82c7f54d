"""The words that steer the conversation, in both languages. A command is the whole message, never a part of it."""

import re
import unicodedata
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein


class Command(StrEnum):
    HELP = "help"
    HELLO = "hello"
    NEW = "new"
    BACK = "back"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "continue"
    RESTART = "restart"
    CANCEL = "cancel"
    TASKS = "tasks"
    TASKS_OR_DATA = "tasks_or_data"
    HUMAN = "human"
    SWEDISH = "swedish"
    ENGLISH = "english"
    DATA = "my_data"
    ERASE = "erase"
    PRIVACY = "privacy"
    SKIP = "skip"
    WHY = "why"
    THANKS = "thanks"
    DEPARTMENT = "department"
    FORM = "form"
    SHARE = "share"
    ALIKE = "alike"


WORDS: dict[Command, tuple[str, ...]] = {
    Command.HELP: ("hjälp", "help", "?", "hjälp mig", "help me", "kommandon", "commands", "vad kan du göra"),
    Command.HELLO: (
        "hej",
        "hi",
        "hello",
        "hallå",
        "hejsan",
        "tjena",
        "tja",
        "hejhej",
        "hej hej",
        "god morgon",
        "godmorgon",
        "good morning",
        "hey",
        "hej där",
        "hello there",
        "start",
        "starta",
    ),
    Command.NEW: (
        "ny",
        "new",
        "ny uppgift",
        "new task",
        "nytt",
        "nytt förslag",
        "börja",
        "begin",
        "kom igång",
    ),
    Command.BACK: ("tillbaka", "back", "bakåt", "gå tillbaka", "go back", "backa", "föregående", "previous"),
    Command.CHANGE: ("ändra", "change", "ändra svar", "ändra ett svar", "change an answer", "rätta", "edit"),
    Command.PAUSE: ("paus", "pause", "pausa", "vänta", "spara", "save", "fortsätt senare", "later", "senare"),
    Command.RESUME: ("fortsätt", "continue", "fortsätta", "resume", "vidare", "nästa", "next"),
    Command.RESTART: ("börja om", "start over", "starta om", "restart", "börja om från början", "om igen"),
    Command.CANCEL: ("avbryt", "cancel", "avsluta", "sluta", "stopp", "stop", "quit", "exit"),
    Command.TASKS: (
        "mina förslag",
        "my tasks",
        "min lista",
        "mina ärenden",
        "my cases",
        "my suggestions",
        "lista",
    ),
    Command.TASKS_OR_DATA: ("mina uppgifter",),
    Command.HUMAN: (
        "människa",
        "talk to a human",
        "human",
        "prata med en människa",
        "prata med någon",
        "coach",
        "teamet",
        "kontakta teamet",
        "jag vill prata med en människa",
        "prata med en coach",
        "talk to a coach",
        "talk to someone",
        "jag behöver hjälp av en människa",
        "kan jag få prata med någon",
        "jag vill prata med någon",
        "kan jag prata med en människa",
        "i want to talk to a human",
        "can i talk to someone",
        "talk to a person",
        "contact the team",
        "mänsklig hjälp",
        "handläggare",
        "support",
    ),
    Command.SWEDISH: ("svenska", "swedish", "på svenska", "in swedish", "byt till svenska"),
    Command.ENGLISH: ("english", "engelska", "in english", "på engelska", "switch to english"),
    Command.FORM: ("formulär", "form", "alla frågor", "all questions", "allt på en gång", "all at once"),
    Command.SHARE: ("dela", "share", "dela resultatet", "share the result", "skicka till chefen", "send to my manager"),
    Command.ALIKE: (
        "har någon gjort det här",
        "har någon annan gjort det här",
        "har någon här gjort det",
        "har någon gjort något liknande",
        "has anyone done this",
        "has anyone here done this",
        "has somebody done this",
    ),
    Command.DATA: ("mina data", "my data", "mina personuppgifter", "visa mina data", "show my data"),
    Command.ERASE: ("radera mina data", "delete my data", "ta bort mina data", "erase my data"),
    Command.PRIVACY: ("integritet", "privacy", "gdpr", "personuppgifter", "dataskydd", "data protection"),
    Command.SKIP: ("hoppa över", "skip", "hoppa", "skippa", "pass"),
    Command.WHY: ("varför", "why", "varför frågar ni", "varför frågar du", "why do you ask", "varför det"),
    Command.THANKS: (
        "tack",
        "thanks",
        "thank you",
        "tack så mycket",
        "tackar",
        "tack för hjälpen",
        "toppen tack",
    ),
    Command.DEPARTMENT: (
        "byt förvaltning",
        "ändra förvaltning",
        "change department",
        "förvaltning",
        "department",
    ),
}
_BY_WORD = {word: command for command, words in WORDS.items() for word in words}
_LONG_ENOUGH = 5
_VERY_LONG = 9

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text for comparing: composed, without invisible marks, lower case, single spaces, no end marks."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold()
    return _SPACE.sub(" ", plain).strip().strip(" .!,;:\"'”’()<>/").strip() or plain.strip()


def read_command(text: str) -> Command | None:
    """The command that this message is, word for word."""
    return _BY_WORD.get(fold(text))


def read_misspelt(text: str) -> Command | None:
    """The command that this message most likely means: one slip from five letters up, two from nine."""
    folded = fold(text)
    if len(folded) < _LONG_ENOUGH:
        return None
    slips = 2 if len(folded) >= _VERY_LONG else 1
    near = {
        command
        for word, command in _BY_WORD.items()
        if len(word) >= _LONG_ENOUGH and DamerauLevenshtein.distance(folded, word, score_cutoff=slips) <= slips
    }
    return near.pop() if len(near) == 1 else None
