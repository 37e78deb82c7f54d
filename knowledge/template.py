"""A Power Platform template: what it does, for whom it fits, what it needs, how it is built."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from knowledge.bounds import LONGEST_SLUG, Letters, Within
from knowledge.part import Filled, Part, Text, Texts
from knowledge.vocabulary import Action, DataType, System, Trigger, Volume

Slug: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), Letters(LONGEST_SLUG)]
Link: TypeAlias = Annotated[str, Field(pattern=r"^https://[^\s\"'<>\\]+$")]
Product: TypeAlias = Literal[
    "power_automate_cloud",
    "power_automate_desktop",
    "power_apps",
    "power_bi",
    "dataverse",
    "copilot_studio",
    "ai_builder",
]
Licence: TypeAlias = Literal["standard", "premium", "mixed"]
Hours: TypeAlias = Annotated[float, Within(0, 2_000)]
ConnectorTier: TypeAlias = Literal["standard", "premium"]


class Connector(Part):
    name: Filled
    tier: ConnectorTier


class BuildHours(Part):
    min: Hours
    max: Hours


class Fits(Part):
    """What kind of task it suits."""

    trigger: tuple[Trigger, ...] = ()
    systems: tuple[System, ...] = ()
    actions: tuple[Action, ...] = ()
    data_types: tuple[DataType, ...] = ()
    volume: tuple[Volume, ...] = ()


class Sensitivity(Part):
    max_level: Literal["open", "internal", "personal", "sensitive_review"]
    note: Text


class Template(Part):
    id: Slug
    status: Literal["active", "draft", "retired"] = "active"
    reviewed: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: Text
    summary: Text
    product: Product
    products_also: tuple[Product, ...] = ()
    connectors: tuple[Connector, ...]
    licence: Licence
    licence_note: Text | None = None
    difficulty: Literal[1, 2, 3]
    """1: an afternoon on one's own; 2: some help from a power user; 3: needs a maker or IT."""
    build_hours: BuildHours
    fits: Fits
    not_when: Texts
    prerequisites: Texts
    steps: Texts
    learn_url: Link
    source_url: Link | None = None
    source_licence: str | None = None
    keywords: Texts
    phrases: Texts = Texts()
    """How people would describe a task that this template solves."""
    sensitivity: Sensitivity
