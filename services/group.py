"""In a group chat or a channel: who this is, and the way to a chat of one's own. Nothing is kept."""

from dialogs.notes import group_note
from dialogs.reply import Note
from dialogs.speech import Speech
from knowledge.part import Language
from services.library import Library


async def point_to_personal_chat(library: Library, language: Language, app_id: str) -> Note:
    """What is said when the bot is mentioned among others."""
    link = f"https://teams.microsoft.com/l/chat/0/0?users=28:{app_id}"
    return group_note(Speech(await library.latest(), language), link)
