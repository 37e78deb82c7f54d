"""What the door needs to know of this installation."""

from dataclasses import dataclass

from knowledge.part import Language

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True, slots=True)
class Door:
    default_language: Language
    ignore_locale: bool
    app_id: str

    def language(self, locale: str | None) -> Language:
        """The language of the person's Teams, where it is one of ours."""
        begins = "" if self.ignore_locale else (locale or "").lower()[:2]
        return "sv" if begins == "sv" else "en" if begins == "en" else self.default_language
