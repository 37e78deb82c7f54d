"""Labelled texts: what a description states, or which templates solve it. One JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.lexicon import Form, Hint, Often
from knowledge.part import Filled, Language

Amount: TypeAlias = Annotated[float, Field(gt=0, allow_inf_nan=False)]


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_T = TypeVar("_T")
Many: TypeAlias = Annotated[tuple[_T, ...], BeforeValidator(_listed)]


class _Record(BaseModel):
    """Other fields, such as a note, are the labelling person's own."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Stated(_Record):
    """What a text states. A slot left out is not stated."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    runs_per_year: Amount | None = None
    minutes: Amount | None = None
    people: Annotated[int, Field(ge=1)] | None = None
    errors: Often | None = None
    input: Form | None = None
    systems: Many[Filled] = ()
    flags: Many[Hint] = ()


class Neutral(_Record):
    """Values on which careful readers differ: asserting one is neither right nor wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    runs_per_year: Many[Amount] = ()
    minutes: Many[Amount] = ()
    people: Many[int] = ()
    errors: Many[Often] = ()
    input: Many[Form] = ()
    systems: Many[Filled] = ()
    flags: Many[Hint] = ()


class Labelled(_Record):
    """A description and what it states; `alt` are other numeric readings that are as good, laid over `gold`."""

    id: Filled
    lang: Language
    text: str
    gold: Stated
    alt: Many[Stated] = ()
    neutral: Neutral = Neutral()


class Described(_Record):
    """A description and the templates that solve it; none where nothing fits."""

    id: Filled
    lang: Language
    text: str
    expected: Many[Filled]


R = TypeVar("R", Labelled, Described)


@dataclass(frozen=True, slots=True)
class Read(Generic[R]):
    """The records of a file, and what is wrong with the lines that are none."""

    records: tuple[R, ...]
    problems: tuple[str, ...] = field(default=())


def read_labelled(lines: Iterable[str]) -> Read[Labelled]:
    return _read(Labelled, lines)


def read_described(lines: Iterable[str]) -> Read[Described]:
    return _read(Described, lines)


def _read(kind: type[R], lines: Iterable[str]) -> Read[R]:
    records: list[R] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                records.append(kind.model_validate(json.loads(line)))
        except ValidationError as error:
            problems += [f"line {number}: {told}" for told in _told(error)]
        except (ValueError, RecursionError) as error:
            problems.append(f"line {number}: this is not JSON: {error}")
    return Read(tuple(records), tuple(problems))


def _told(error: ValidationError) -> Iterator[str]:
    for found in error.errors():
        place = ".".join(str(part) for part in found["loc"]) or "line"
        yield f"{place}: {found['msg']}"
