"""What is wrong with a value's form, in both languages: pydantic's faults, by their type."""

from collections.abc import Mapping
from typing import Any

from knowledge.part import Text

MISSING = Text(sv="det här saknas", en="this is missing")
UNKNOWN = Text(sv="det här fältet finns inte här", en="this key is not known here")

_GENERAL = "värdet går inte att använda här"
_PATTERN = "texten måste följa mönstret {pattern}"
_WHOLE, _NUMBER = "här måste stå ett heltal", "här måste stå ett tal"
_LIST, _PARTS = "här måste stå en lista", "här måste stå flera namngivna fält"
_SWEDISH: Mapping[str, str] = {
    "string_type": "här måste stå en text",
    "string_too_short": "texten måste ha minst {min_length} tecken",
    "string_too_long": "texten får ha högst {max_length} tecken",
    "too_short": "här måste finnas minst {min_length}, inte {actual_length}",
    "too_long": "här får finnas högst {max_length}, inte {actual_length}",
    "literal_error": "här måste stå {expected}",
    "greater_than": "talet måste vara större än {gt:g}",
    "greater_than_equal": "talet måste vara minst {ge:g}",
    "less_than": "talet måste vara mindre än {lt:g}",
    "less_than_equal": "talet får vara högst {le:g}",
    "bool_type": "här måste stå true (ja) eller false (nej)",
    "bool_parsing": "här måste stå true (ja) eller false (nej)",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": "talet är för stort",
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": "här måste stå namn med värden, där varje namn står en gång",
    "model_type": _PARTS,
    "model_attributes_type": _PARTS,
    "condition": "ett villkor har en av nycklarna value, below, at_least, all, any eller not",
}
_PATTERNS: Mapping[str, Text] = {
    r"^[A-Za-z0-9_]+$": Text(sv="bara bokstäverna a–z, siffror och _", en="only the letters a–z, digits and _"),
    r"^[a-z0-9_]+$": Text(sv="bara små bokstäver a–z, siffror och _", en="only small letters a–z, digits and _"),
    r"^[a-z0-9_-]+$": Text(
        sv="bara små bokstäver a–z, siffror, _ och bindestreck", en="only small letters a–z, digits, _ and hyphens"
    ),
    r"^[\w-]+$": Text(sv="bara bokstäver, siffror, _ och bindestreck", en="only letters, digits, _ and hyphens"),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Text(
        sv="små bokstäver a–z och siffror, med bindestreck mellan orden",
        en="small letters a–z and digits, with hyphens between the words",
    ),
    r"^https://[^\s\"'<>\\]+$": Text(
        sv="en länk som börjar med https:// och är utan mellanslag",
        en="a link that begins with https:// and has no blanks",
    ),
    r"^\d{4}-\d{2}-\d{2}$": Text(sv="ett datum som 2026-03-01", en="a date such as 2026-03-01"),
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": Text(sv="ett klockslag som 08:30", en="a time such as 08:30"),
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": Text(sv="månad och dag som 07-06", en="month and day such as 07-06"),
}


def type_fault(fault: Mapping[str, Any]) -> Text:
    """A fault as pydantic tells it, as a sentence."""
    kind, context = fault["type"], fault.get("ctx", {})
    match kind:
        case "missing":
            return MISSING
        case "extra_forbidden":
            return UNKNOWN
        case "string_pattern_mismatch":
            return _pattern(str(context["pattern"]), _english(fault))
        case "string_too_short" if context.get("min_length") == 1:
            return Text.model_construct(sv="här måste stå en text", en=_english(fault))
        case "literal_error":
            context = {"expected": str(context["expected"]).replace(" or ", " eller ")}
    swedish = _SWEDISH.get(kind, _GENERAL)
    return Text.model_construct(sv=swedish.format(**context), en=_english(fault))


def _pattern(pattern: str, english: str) -> Text:
    plain = _PATTERNS.get(pattern)
    if plain is None:
        return Text.model_construct(sv=_PATTERN.format(pattern=pattern), en=english)
    return Text.model_construct(sv=f"texten har inte rätt form: {plain.sv}", en=f"{english}: {plain.en}")


def _english(fault: Mapping[str, Any]) -> str:
    told = str(fault["msg"])
    return f"{told[:1].lower()}{told[1:]}"
