"""What every piece of content has in common: frozen, typed, nothing unknown; and a text in both languages."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from knowledge.bounds import LONGEST_CODE, Letters, Worded

Language: TypeAlias = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
Filled: TypeAlias = Annotated[str, Field(min_length=1), Worded()]
Word: TypeAlias = Annotated[str, Worded()]
Name: TypeAlias = Annotated[str, Field(pattern=r"^[\w-]+$"), Letters(LONGEST_CODE)]
"""The id of a thing that has a page of its own: it stands in the page's address."""


class Part(BaseModel):
    """A piece of content. Equal when its content is equal; never changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, allow_inf_nan=False)


class Text(Part):
    """One sentence or more, in every language the product speaks."""

    sv: Filled
    en: Filled

    def to(self, language: Language) -> str:
        return self.sv if language == "sv" else self.en

    def filled(self, **values: object) -> "Text":
        """With these values at its places in braces; a value that is a text too stands there in each language."""
        return Text.model_construct(
            sv=self.sv.format(**_spoken(values, "sv")), en=self.en.format(**_spoken(values, "en"))
        )


class Texts(Part):
    """Several short texts a language: other ways to say a thing, steps, key words. A language may have none."""

    sv: tuple[Filled, ...] = ()
    en: tuple[Filled, ...] = ()

    def to(self, language: Language) -> tuple[str, ...]:
        return self.sv if language == "sv" else self.en

    @property
    def both(self) -> tuple[str, ...]:
        return self.sv + self.en


def _spoken(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: value.to(language) if isinstance(value, Text) else value for name, value in values.items()}
