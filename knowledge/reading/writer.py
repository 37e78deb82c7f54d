"""Who does something in a text: the writer, or others who are named right before it."""

from collections.abc import Iterator, Sequence

from knowledge.reading.systems import Named
from knowledge.reading.tokens import Token

I_OR_WE = ("jag", "ja", "vi", "i", "we")
"""Close before paper or a call, or right after it, these say that it is the writer who does it."""
_OTHERS = ("arna", "erna", "orna", "aren", "folk", "alla", "dom", "chefen", "personalen")
"""How the word before a Swedish verb ends, when it is others who do it: the parents call."""
_WRITE = ("skriver", "write", "writes", "anmaler", "report")
_INTO = ("i", "in", "via", "on", "pa")
_OR = ("eller", "or")
_NO_PROGRAM = ("paper", "phone")


def is_writer(text: Sequence[Token], at: int) -> bool:
    """A small "i" is the Swedish preposition."""
    return text[at].fold in I_OR_WE and text[at].text != "i"


def by_others(text: Sequence[Token], at: int) -> bool:
    """Whether those who do something are named right before it, and it is no "på skolorna ringer vi"."""
    if at == 0 or not text[at].fold.endswith("r") or text[at - 1].sort != "word":
        return False
    turned = at + 1 < len(text) and is_writer(text, at + 1)
    return text[at - 1].fold.endswith(_OTHERS) and not turned


def written_into(text: Sequence[Token], programs: Sequence[Named]) -> Iterator[tuple[int, Named]]:
    """Programs that others write in, each with the place of the verb: "or write in Unikum"."""
    for program in programs:
        verb = program.first - 2
        if verb < 1 or program.id in _NO_PROGRAM or text[verb].fold not in _WRITE:
            continue
        if text[verb + 1].fold in _INTO and (by_others(text, verb) or text[verb - 1].fold in _OR):
            yield verb, program
