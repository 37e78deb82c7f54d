"""A form as a dialog of Teams: dialogs know Action.Submit only, and close by themselves."""

from typing import Any


def as_dialog(card: dict[str, Any]) -> dict[str, Any]:
    """The same card with its sending button alone, as the submit that it falls back to."""
    send = card["actions"][0]
    return {**card, "actions": [send["fallback"]]}
