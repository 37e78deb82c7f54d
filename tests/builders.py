"""Small builders: a plain task with one thing changed."""

from typing import Any

from knowledge.assess import Assessment, assess, freer
from knowledge.given import read_given, written
from tests.cast import shipped

PLAIN: dict[str, Any] = {
    "C01": "dag",
    "C02": 30,
    "C03": 2,
    "C04": "ibland",
    "C05": "alltid",
    "C06": "falt",
    "C07": "samma",
    "C08": "ingen",
    "C09": "skriven",
    "C10": "m365",
    "C11": "1_5",
    "C12": "nej",
    "C13": "inga",
    "C14": "nej",
    "C15": "liten",
    "C16": "team10",
    "C17": "laser",
    "C18": "klar",
}
"""A task that anybody can build: every answer the easiest there is."""

CLOSE: dict[str, Any] = {
    **PLAIN,
    "C01": "vecka",
    "C02": 5,
    "C03": 2,
    "C04": "ofta",
    "C05": "nastan",
    "C06": "likadan",
    "C07": "fa",
    "C08": "liten",
}
"""A small task near every border: each answer can still change the outcome, so that every question is asked."""


def answers(**changes: Any) -> dict[str, Any]:
    """The plain task's answers, some of them changed; None leaves one out."""
    return {name: value for name, value in {**PLAIN, **changes}.items() if value is not None}


def task(*, beside: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The plain task as `assess` takes it. `beside` is what stands beside the answers."""
    return {"answers": answers(**changes), **(beside or {})}


def judged(given: dict[str, Any]) -> dict[str, Any]:
    """A task judged by the shipped content, as `assess` writes it."""
    scoring, facts = shipped().scoring, read_given(shipped(), given)
    found = assess(scoring, facts)
    return written(found, freer(scoring, facts, found) if isinstance(found, Assessment) else ())


def changed(given: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What would change the judgement: criterion, option, outcome."""
    return [(each["criterion"], each["option"], each["outcome"]) for each in judged(given)["would_change"]]
