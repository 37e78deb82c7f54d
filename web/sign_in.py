"""The page where people sign in, and signing in on one's own machine as one of a named cast; signing out."""

from dataclasses import replace

from aiohttp import web

from knowledge.part import LANGUAGES
from services.access import Identity, begin
from web.entrance import local_path, on_this_machine
from web.parts import SITE, VISITOR
from web.render import reader_of, show
from web.visit import forget, remember, token_of

CAST = {
    "anna": Identity("local", "local-anna", "Anna", ("employee",), "local"),
    "carla": Identity("local", "local-carla", "Carla", ("coach",), "local"),
    "adam": Identity("local", "local-adam", "Adam", ("admin",), "local"),
}
"""Who may be played on one's own machine."""


async def sign_in(request: web.Request) -> web.StreamResponse:
    """How to sign in here; a sentence where nothing is set up."""
    site, reader = request.app[SITE], await reader_of(request)
    back = local_path(request.query.get("back"))
    if request.get(VISITOR) is not None and back != "/":
        raise web.HTTPSeeOther(back)
    local = site.local and on_this_machine(request)
    cast = [{"id": key, "name": each.name, "role": f"role_{each.claims[0]}"} for key, each in CAST.items()]
    view = {
        "back": back,
        "cast": cast if local else [],
        "provider": site.provider is not None,
        "again": "back" in request.query and token_of(request) is not None,
        "out": "out" in request.query,
        "leave": None,
    }
    if site.provider is not None and view["out"]:
        view["leave"] = site.provider.leave_address(f"{site.origin(request)}/sign-in")
    ready = local or site.provider is not None
    return show(request, reader, "sign_in.html", view, status=200 if ready else 503)


async def play(request: web.Request) -> web.StreamResponse:
    """Sign in as one of the cast: on this machine only."""
    site, form = request.app[SITE], await request.post()
    identity = CAST.get(str(form.get("who")))
    if not site.local or not on_this_machine(request):
        raise web.HTTPNotFound
    if identity is None:
        raise web.HTTPBadRequest
    token = await begin(identity, site.memory.sessions, site.clock())
    back = local_path(str(form.get("back")))
    response = web.HTTPSeeOther(back)
    remember(response, request, token)
    raise response


async def sign_out(request: web.Request) -> web.StreamResponse:
    site, visitor = request.app[SITE], request.get(VISITOR)
    if visitor is not None:
        await site.memory.sessions.end(visitor.session.token, site.clock())
    in_tab = visitor is not None and visitor.session.identity.way == "teams"
    response = web.HTTPSeeOther("/sign-in/teams?out" if in_tab else "/sign-in?out")
    forget(response, request)
    raise response


async def choose_language(request: web.Request) -> web.StreamResponse:
    """From now on the pages speak this language to the visitor."""
    site, visitor, form = request.app[SITE], request.get(VISITOR), await request.post()
    language = form.get("language")
    if visitor is None or language not in LANGUAGES:
        raise web.HTTPBadRequest
    session = replace(visitor.session, language="en" if language == "en" else "sv")
    await site.memory.sessions.note(session)
    raise web.HTTPSeeOther(local_path(str(form.get("back"))))


async def start(request: web.Request) -> web.StreamResponse:
    """To each the page of their role."""
    visitor = request.get(VISITOR)
    if visitor is None or visitor.roles == {"employee"}:
        return show(request, await reader_of(request), "employee.html", {})
    raise web.HTTPSeeOther("/coach/conversations" if "coach" in visitor.roles else "/admin")
