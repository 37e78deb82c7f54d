"""One value in YAML: plain where nobody could misread it, else in quotes. `read_yaml` reads back exactly this value."""

import re

from knowledge.yaml_text import is_number, stays_text

WIDEST = 120

_BAD_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`~=<\s]")
_BAD_INSIDE = re.compile(r":(?:\s|$)|\s#|\s$|^(?:---|\.\.\.)")
_BAD_IN_FLOW = re.compile(r"[,\[\]{}:]")
_MISREAD_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_MISREAD = re.compile(
    r"[-+.]*[0-9][0-9a-fA-FxXoO_:.+-]*(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d.*", re.IGNORECASE
)
"""What other readers of YAML take for a number, a time or a date."""
_BLOCK = re.compile(r"(?:[^\s](?:.*[^\s])?)(?:\n+[^\s](?:.*[^\s])?)*\n?")
"""Lines that neither begin nor end with blanks, so that nothing is lost when they stand as they are."""
_BREAK = re.compile(r"(?<=[\w.,;!)]) (?=\w)")
"""A blank at which a long line may go on below: the same value, and nothing that looks like more than text."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def number(value: float) -> str:
    """A number that is read back as it was; whole ones without a point."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**15):
        return str(int(value))
    told = repr(value)
    return told if is_number(told) else f"{value:.16e}"


def atom(value: object) -> str:
    """Nothing, yes or no, or a number."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value) if isinstance(value, int | float) else str(value)


def word(text: str, *, in_flow: bool) -> str:
    """A text on one line."""
    if not text.isprintable() or not text:
        return f'"{"".join(map(_escaped, text))}"'
    if _is_plain(text) and not (in_flow and _BAD_IN_FLOW.search(text)):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _is_plain(text: str) -> bool:
    if _BAD_START.match(text) or _BAD_INSIDE.search(text):
        return False
    return not (text.casefold() in _MISREAD_WORDS or _MISREAD.fullmatch(text) or not stays_text(text))


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def is_block(text: str) -> bool:
    """Whether a text of several lines may stand as it is, each line on its own."""
    return "\n" in text and text.replace("\n", "").isprintable() and _BLOCK.fullmatch(text) is not None


def folded(lead: str, text: str, pad: str) -> list[str]:
    """A text behind what leads to it, over several lines where it is long; they go on behind the pad."""
    lines = [lead]
    pieces = _BREAK.split(word(text, in_flow=False))
    for piece in pieces:
        if len(lines[-1]) + 1 + len(piece) > WIDEST and lines[-1] not in (lead, pad):
            lines.append(f"{pad}{piece}")
        else:
            lines[-1] = f"{lines[-1]} {piece}"
    return lines
