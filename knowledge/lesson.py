"""Short lessons for those who build their first flow, and which one a build step needs."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from knowledge.bounds import LONGEST_CODE, Letters
from knowledge.part import Language, Part, Text, Texts

_WORD = re.compile(r"[^\W_]+")


class Lesson(Part):
    """One thing that a newcomer has to know, two minutes to read."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$"), Letters(LONGEST_CODE)]
    title: Text
    words: Texts
    """Word beginnings by which a step shows that it needs this lesson; several words have to follow each other."""
    text: Texts
    """Its paragraphs, as many in one language as in the other."""
    link: str = ""
    """Where to read on: a page of Microsoft Learn, or nowhere."""


def lesson_for(lessons: Sequence[Lesson], step: str, language: Language) -> Lesson | None:
    """The first lesson one of whose words begins a word of the step. The content has the most specific ones first."""
    said = _apart(step)
    return next((lesson for lesson in lessons if any(_apart(word) in said for word in lesson.words.to(language))), None)


def _apart(text: str) -> str:
    """The words in small letters, each behind a blank: so that a word begins where a blank is."""
    return "".join(f" {word}" for word in _WORD.findall(text.casefold()))
