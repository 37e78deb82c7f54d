"""Telling the language of a text by its small words."""

from knowledge.part import Language
from knowledge.reading.tokens import normalised, tokens

_SWEDISH = """
    och att det som en är på jag vi i för av med till den har inte om ett men var så från nu när man
    ska kan sen eller då de dom över vid ut in alla efter bara måste varje gör hej vad vem du sin
    mig oss deras vår mitt min å veckan månaden också ungefär gång vara blir tar kommer skriver
    någon nån år året timme timmar minuter dag hos får ur samt ger går ofta ibland jo ja sig sitt
    sina sedan många mycket nog typ kanske även än här där bli blev skall hur kl sa dar nar fran
    manad gang
"""
_ENGLISH = """
    the and to of a I is that it for we my with on this are be at from they have has by as do does
    not or an you can what about every each take takes me our their then week month when but there
    so it's i'm who which into them some just in once twice day year years hour hours minutes was
    were would could did will if how out up only no both via all need needs get gets use
    often always never sometimes through errors goes someone everyone
"""
_SMALL_WORDS: dict[Language, frozenset[str]] = {
    "sv": frozenset(_SWEDISH.split()),
    "en": frozenset(_ENGLISH.split()),
}


def detect_language(text: str) -> Language | None:
    """The language whose small words are more; None when they are as many."""
    words = [_small(token.text) for token in tokens(normalised(text)) if token.sort == "word"]
    swedish = sum(word in _SMALL_WORDS["sv"] for word in words)
    english = sum(word in _SMALL_WORDS["en"] for word in words)
    if swedish == english:
        return None
    return "sv" if swedish > english else "en"


def _small(word: str) -> str:
    """A capital I is a word of its own: English writes it so, Swedish only where a sentence begins."""
    return word if word == "I" else word.lower()
