"""All pages in one table: the address, what answers there, who may have it."""

from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web

from web.admin.access import access, end_sessions
from web.admin.channels import CHANNELS, change_channel, channels
from web.admin.exceptions import EXCEPTIONS, add_exception, end, list_exceptions
from web.admin.knowledge.as_yaml import change_yaml, yaml_page
from web.admin.knowledge.calibration import CALIBRATION, calibration
from web.admin.knowledge.clashing import clash
from web.admin.knowledge.desk import HOME as KNOWLEDGE
from web.admin.knowledge.editing import change, edit, look
from web.admin.knowledge.learning import LEARNING, decide_phrase, decide_program, learn
from web.admin.knowledge.moving import export_files, import_files
from web.admin.knowledge.overview import changes, overview, throw_away
from web.admin.knowledge.preview import PREVIEW, preview, talk
from web.admin.knowledge.publishing import history, publish, publish_page, restore, revision
from web.admin.knowledge.trial import TRIAL, begin_trial, take_golden, trial
from web.admin.log import LOG, log, log_file
from web.admin.retention import RETENTION, retention, set_retention, stop_retention
from web.admin.settings import SETTINGS, settings
from web.coach.away import AWAY, away, come_back, leave
from web.coach.case import case
from web.coach.case_acts import do, forget_note, merge, note
from web.coach.cases import BOARD, CASES, board, cases, choose_cases
from web.coach.conversation import conversation
from web.coach.conversations import LIST, choose, conversations, next_unread
from web.coach.export import export
from web.coach.judging import JUDGING, judge, judging, take_back
from web.coach.portfolio import PORTFOLIO, picture, portfolio, table
from web.coach.replies import REPLIES, add_reply, change_reply, forget_reply, replies
from web.coach.report import report
from web.coach.reviewing import forget_remark, label, mark_test, remark, review
from web.entrance import Gate, Page
from web.errors import guard
from web.machines import alive, metrics, ready
from web.own_data import download, own_data
from web.parts import SITE, Site
from web.provider_pages import begin_at_provider, return_from_provider
from web.sign_in import choose_language, play, sign_in, sign_out, start
from web.tab import sign_in_tab, tab

_HERE = Path(__file__).parent
_LIBRARIES = {
    "adaptivecards.min.js": "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it.min.js": "markdown-it/dist/markdown-it.min.js",
    "MicrosoftTeams.min.js": "@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js",
}
"""Programs for the browser, as their packages bring them."""

PAGES: tuple[Page, ...] = (
    Page("GET", "/healthz", alive, "anyone"),
    Page("GET", "/readyz", ready, "anyone"),
    Page("GET", "/metrics", metrics, "anyone"),
    Page("GET", "/my-data/{token}", own_data, "anyone"),
    Page("GET", "/my-data/{token}/download", download, "anyone"),
    Page("GET", "/sign-in", sign_in, "anyone"),
    Page("POST", "/sign-in/local", play, "anyone", "sign-in"),
    Page("POST", "/sign-in/begin", begin_at_provider, "anyone", "sign-in"),
    Page("GET", "/sign-in/return", return_from_provider, "anyone", "return"),
    Page("GET", "/sign-in/teams", tab, "anyone"),
    Page("POST", "/sign-in/teams", sign_in_tab, "anyone", "sign-in"),
    Page("POST", "/sign-out", sign_out, "anyone"),
    Page("POST", "/language", choose_language, "signed_in"),
    Page("GET", "/", start, "signed_in"),
    Page("GET", "/coach", start, "staff"),
    Page("GET", LIST, conversations, "coach", "search"),
    Page("POST", f"{LIST}/filter", choose, "coach"),
    Page("GET", f"{LIST}/next", next_unread, "coach"),
    Page("GET", f"{LIST}/export/{{kind}}", export, "coach", "export"),
    Page("GET", f"{LIST}/{{id}}", conversation, "coach"),
    Page("POST", f"{LIST}/{{id}}/review", review, "coach"),
    Page("POST", f"{LIST}/{{id}}/test", mark_test, "coach"),
    Page("POST", f"{LIST}/{{id}}/labels", label, "coach"),
    Page("POST", f"{LIST}/{{id}}/remarks", remark, "coach"),
    Page("POST", f"{LIST}/{{id}}/remarks/forget", forget_remark, "coach"),
    Page("GET", "/admin", access, "admin"),
    Page("POST", "/admin/sessions/end", end_sessions, "admin"),
    Page("GET", LOG, log, "admin", "search"),
    Page("GET", f"{LOG}.csv", log_file, "admin", "export"),
    Page("GET", SETTINGS, settings, "admin"),
    Page("GET", CHANNELS, channels, "admin"),
    Page("POST", f"{CHANNELS}/{{id}}", change_channel, "admin"),
    Page("GET", RETENTION, retention, "admin"),
    Page("POST", RETENTION, set_retention, "admin"),
    Page("POST", f"{RETENTION}/off", stop_retention, "admin"),
    Page("GET", EXCEPTIONS, list_exceptions, "admin"),
    Page("POST", EXCEPTIONS, add_exception, "admin"),
    Page("POST", f"{EXCEPTIONS}/{{id}}/end", end, "admin"),
    Page("GET", KNOWLEDGE, overview, "admin"),
    Page("GET", f"{KNOWLEDGE}/edit/{{place:.+}}", edit, "admin"),
    Page("POST", f"{KNOWLEDGE}/edit/{{place:.+}}", change, "admin"),
    Page("POST", f"{KNOWLEDGE}/look/{{place:.+}}", look, "admin", "typing"),
    Page("GET", f"{KNOWLEDGE}/yaml/{{place:.+}}", yaml_page, "admin"),
    Page("POST", f"{KNOWLEDGE}/yaml/{{place:.+}}", change_yaml, "admin"),
    Page("GET", f"{KNOWLEDGE}/clash/{{place:.+}}", clash, "admin"),
    Page("GET", f"{KNOWLEDGE}/changes", changes, "admin"),
    Page("POST", f"{KNOWLEDGE}/changes/throw-away", throw_away, "admin"),
    Page("GET", PREVIEW, preview, "admin"),
    Page("POST", PREVIEW, talk, "admin"),
    Page("GET", TRIAL, trial, "admin"),
    Page("POST", TRIAL, begin_trial, "admin"),
    Page("POST", f"{TRIAL}/golden", take_golden, "admin"),
    Page("GET", f"{KNOWLEDGE}/publish", publish_page, "admin"),
    Page("POST", f"{KNOWLEDGE}/publish", publish, "admin"),
    Page("GET", f"{KNOWLEDGE}/history", history, "admin"),
    Page("GET", f"{KNOWLEDGE}/history/{{number}}", revision, "admin"),
    Page("POST", f"{KNOWLEDGE}/history/{{number}}/restore", restore, "admin"),
    Page("GET", f"{KNOWLEDGE}/export.zip", export_files, "admin", "export"),
    Page("POST", f"{KNOWLEDGE}/import", import_files, "admin", "export"),
    Page("GET", LEARNING, learn, "admin", "search"),
    Page("POST", f"{LEARNING}/phrases", decide_phrase, "admin", "change"),
    Page("POST", f"{LEARNING}/programs", decide_program, "admin", "change"),
    Page("GET", CALIBRATION, calibration, "admin", "search"),
    Page("GET", JUDGING, judging, "coach", "search"),
    Page("POST", JUDGING, judge, "coach", "change"),
    Page("POST", f"{JUDGING}/forget", take_back, "coach", "change"),
    Page("GET", PORTFOLIO, portfolio, "staff"),
    Page("GET", f"{PORTFOLIO}/report", report, "staff"),
    Page("GET", f"{PORTFOLIO}/picture/{{name}}.svg", picture, "staff"),
    Page("GET", f"{PORTFOLIO}/table/{{name}}.csv", table, "staff", "export"),
    Page("GET", CASES, cases, "coach", "search"),
    Page("GET", BOARD, board, "coach", "search"),
    Page("POST", f"{CASES}/filter", choose_cases, "coach"),
    Page("GET", f"{CASES}/{{number}}", case, "coach"),
    Page("POST", f"{CASES}/{{number}}/act", do, "coach"),
    Page("POST", f"{CASES}/{{number}}/merge", merge, "coach"),
    Page("POST", f"{CASES}/{{number}}/notes", note, "coach"),
    Page("POST", f"{CASES}/{{number}}/notes/forget", forget_note, "coach"),
    Page("GET", REPLIES, replies, "coach"),
    Page("POST", REPLIES, add_reply, "coach"),
    Page("POST", f"{REPLIES}/{{id}}", change_reply, "coach"),
    Page("POST", f"{REPLIES}/{{id}}/forget", forget_reply, "coach"),
    Page("GET", AWAY, away, "coach"),
    Page("POST", AWAY, leave, "coach"),
    Page("POST", f"{AWAY}/back", come_back, "coach"),
)


def add_pages(app: web.Application, site: Site) -> None:
    """Put the pages into the application: only what is in the table, and everything behind the gate."""
    app[SITE] = site
    environment = aiohttp_jinja2.setup(
        app, loader=jinja2.FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    app.middlewares.append(guard)
    gate = Gate()
    for page in PAGES:
        app.router.add_route(page.method, page.path, gate.before(page))
    app.router.add_get("/static/lib/{name}", _library)
    app.router.add_static("/static", _HERE / "static")


async def _library(request: web.Request) -> web.StreamResponse:
    """A program for the browser. Without it the pages still work: they only draw no cards."""
    path = _LIBRARIES.get(request.match_info["name"])
    file = _HERE.parent / "node_modules" / path if path is not None else None
    if file is None or not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file)
