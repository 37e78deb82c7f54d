"""Approved exceptions from the guardrails that a task runs into, as they hold now."""

from aiohttp import web

from dialogs.decided import excepted
from dialogs.result import judged
from dialogs.speech import Speech, unescaped
from dialogs.state import Interview, Talk
from knowledge.assess import Missing
from services.decisions import in_force
from web.parts import SITE
from web.render import Reader


async def exceptions_for(
    request: web.Request, reader: Reader, department: str | None, interview: Interview | None
) -> tuple[str, ...]:
    """In sentences, for a task that was judged."""
    site = request.app[SITE]
    holding = await in_force(site.ports)
    if interview is None or not holding.exceptions:
        return ()
    speech = Speech(await site.library.at(interview.revision), reader.language)
    found = judged(speech.knowledge, Talk(department=department, interview=interview), interview)
    if isinstance(found, Missing):
        return ()
    return tuple(unescaped(each) for each in excepted(speech, holding, department, found[1].guardrails))
