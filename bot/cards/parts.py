"""The pieces that cards are made of."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from microsoft_teams.cards import (
    ActionSet,
    AdaptiveCard,
    ChoiceSetInput,
    Column,
    ColumnSet,
    Container,
    ExecuteAction,
    Fact,
    FactSet,
    SubmitAction,
    TextBlock,
    TextInput,
    ToggleVisibilityAction,
)
from microsoft_teams.cards import (
    Choice as SetChoice,
)

from dialogs.reply import Choice, Press, Row
from knowledge.part import Language

VERSION: Literal["1.5"] = "1.5"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
MOST_IN_A_SET = 6
"""Actions side by side; more than six are hard to read, and Teams' own rule for cards."""
LONGEST_TEXT = 4000
LONGEST_INPUT = 2000
ONLY = "codes"
"""The name of the list on a card that asks one thing."""


def card(body: Sequence[Any], actions: Sequence[Any], language: Language, fallback: str) -> dict[str, Any]:
    """The finished card as JSON."""
    made = AdaptiveCard(
        version=VERSION,
        lang=language,
        fallback_text=fallback[:LONGEST_TEXT],
        body=list(body),
        actions=list(actions) or None,
    )
    return {"$schema": SCHEMA, **made.model_dump(by_alias=True, exclude_none=True)}


def text(words: str, **style: Any) -> TextBlock:
    """Words that wrap. Markdown of the content counts; what people wrote was escaped when it was put in."""
    return TextBlock(text=words[:LONGEST_TEXT], wrap=True, **style)


def heading(words: str) -> TextBlock:
    return text(words, weight="Bolder", size="Medium", style="heading")


def subheading(words: str, **style: Any) -> TextBlock:
    return text(words, weight="Bolder", size="Default", style="heading", **style)


def small(words: str, **style: Any) -> TextBlock:
    return text(words, size="Small", is_subtle=True, **style)


def lead(lines: Iterable[str]) -> list[Any]:
    """What is said before the card's own content, set apart from it."""
    blocks = [text(line, spacing="Small") for line in lines]
    return [Container(style="emphasis", items=blocks, rounded_corners=True)] if blocks else []


def action(choice: Choice, *, inputs: bool = False) -> ExecuteAction:
    """A button: Action.Execute, and for clients without it an Action.Submit with the same data."""
    data = data_of(choice.press)
    associated: Literal["auto", "none"] = "auto" if inputs else "none"
    style: Any = {"style": "positive"} if choice.primary else {}
    opening = {"msteams": {"type": "task/fetch"}} if choice.opens else {}
    return ExecuteAction(
        title=choice.label,
        verb=choice.press.verb,
        data=data,
        associated_inputs=associated,
        fallback=SubmitAction(title=choice.label, data={**data, **opening}, associated_inputs=associated, **style),
        **style,
    )


def data_of(press: Press) -> dict[str, str]:
    """What a button carries. Nothing in it is trusted when it comes back."""
    carried = {"v": press.verb, "c": press.code, "i": press.interview, "q": press.question}
    return {name: value for name, value in carried.items() if value}


def action_sets(choices: Sequence[Choice]) -> list[ActionSet]:
    """Buttons in the body, at most six a row."""
    rows = [choices[start : start + MOST_IN_A_SET] for start in range(0, len(choices), MOST_IN_A_SET)]
    return [ActionSet(actions=[action(choice) for choice in row], spacing="Small") for row in rows]


def toggle(label: str, target: str) -> ToggleVisibilityAction:
    return ToggleVisibilityAction(title=label, target_elements=[target])


def choice_set(
    label: str,
    choices: Sequence[Choice],
    marked: Sequence[str],
    *,
    many: bool,
    compact: bool,
    name: str = ONLY,
) -> ChoiceSetInput:
    """A list to choose from; `compact` is a drop-down. Where it is the only one, something has to be chosen."""
    return ChoiceSetInput(
        id=name,
        label=label,
        choices=[SetChoice(title=choice.label, value=choice.press.code) for choice in choices],
        value=",".join(marked) or None,
        is_multi_select=many,
        is_required=name == ONLY,
        error_message=label if name == ONLY else None,
        style="compact" if compact else "expanded",
        wrap=True,
    )


def text_input(
    label: str, value: str = "", *, lines: bool = False, name: str = "text", placeholder: str = ""
) -> TextInput:
    return TextInput(
        id=name,
        label=label,
        value=value[:LONGEST_INPUT] or None,
        is_multiline=lines,
        max_length=LONGEST_INPUT,
        placeholder=placeholder or None,
    )


def facts(rows: Sequence[Row]) -> FactSet:
    """Labels and values side by side."""
    return FactSet(facts=[Fact(title=row.label, value=row.value[:LONGEST_TEXT]) for row in rows], spacing="Medium")


def beside(left: Sequence[Any], right: Sequence[Any]) -> ColumnSet:
    """Two columns: the left one takes the room there is, the right one what it needs."""
    return ColumnSet(
        spacing="Small",
        columns=[
            Column(width="stretch", items=list(left)),
            Column(width="auto", items=list(right), vertical_content_alignment="Center"),
        ],
    )


def bar(value: int) -> ColumnSet:
    """A score from 0 to 100 as a bar; its number stands in the words above it."""
    blank = TextBlock(text="\u00a0", size="Small", wrap=True)
    full = Column(width=value, style="accent", items=[blank])
    rest = Column(width=100 - value, style="emphasis", spacing="None", items=[blank])
    columns = [column for column, width in ((full, value), (rest, 100 - value)) if width > 0]
    return ColumnSet(spacing="None", columns=columns)
