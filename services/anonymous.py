"""What somebody wrote, for people who are not to know who it was."""

from dialogs.masking import mask
from knowledge.hiding import Listed, without_names


def anonymous(text: str, known: Listed) -> str:
    """Without numbers that point at people, without addresses, and without names as well as that can be done."""
    return without_names(mask(text).text, known)
