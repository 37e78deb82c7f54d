"""Reply -> Activity: a card, with its words beside it for notifications and for where no card can be drawn."""

from bot.cards.draw import draw
from bot.door import CARD
from dialogs.labels import shortened
from dialogs.plain import plain
from dialogs.reply import Note, Reply, Result
from knowledge.part import Language
from services.records import Wire

_SUMMARY = 120


def write_reply(reply: Reply, language: Language) -> Wire:
    """The message that shows a reply. Text and card are never sent together: Teams would make two messages of it."""
    if isinstance(reply, Note) and reply.kind == "line":
        shown: Wire = {"text": "\n\n".join(reply.lines), "textFormat": "markdown"}
    else:
        shown = {"attachments": [{"contentType": CARD, "content": draw(reply, language)}]}
    if isinstance(reply, Result):
        shown["channelData"] = {"feedbackLoop": {"type": "default"}}
    summary = shortened(" ".join(plain(reply).split()), _SUMMARY)
    return {"type": "message", "locale": "sv-SE" if language == "sv" else "en-US", "summary": summary, **shown}


def card_of(activity: Wire) -> Wire | None:
    """The card in a message that was written here."""
    return next((each["content"] for each in activity.get("attachments", ()) if each["contentType"] == CARD), None)
