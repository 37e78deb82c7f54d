"""What an editor may say about the search for templates: sentences, limits, words that do not count."""

from typing import Annotated, TypeAlias

from pydantic import Field

from knowledge.part import Part, Text, Texts, Word

Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]


class MatchWording(Part):
    """Words in braces are filled in: {words}, {systems}, {case} and {note}."""

    fits_from: Share
    """From this score (0 to 1) a template clearly fits; below it the person is asked."""
    shows_from: Share
    """When not even the best reaches this score, none is shown."""
    you_write: Text
    you_use: Text
    and_: Annotated[Text, Field(alias="and")]
    not_when: Text
    premium: Text
    mixed: Text
    too_personal: Text
    unsure: Text
    none_fits: Text
    say_more: Text
    systems: dict[str, Text]
    """System id -> its name in a sentence. One without a name is not mentioned, as paper: a template replaces it."""
    also_called: dict[Word, Word]
    """What a system is called elsewhere -> its id here."""
    outside: tuple[Texts, ...] = ()
    """Kinds of task that no template solves, as example phrases: nearness to them counts against a match."""
    quiet: Texts
    """Words that say nothing about a task. They also tell the languages apart."""
