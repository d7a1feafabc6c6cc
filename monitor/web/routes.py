"""From a request to a page's work and back."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import structlog
from datasette.utils import baseconv
from datasette.utils.asgi import Request, Response

from monitor import app
from monitor.config import Settings
from monitor.core import escape
from monitor.errors import Broken, MonitorError, contained
from monitor.storage import Storage

from . import actions, dossier, front, links, reading, ruling, searching, sending, sheets, tending
from .accounts import LOCAL, SESSION, Accounts
from .desk import Desk, Visit
from .show import Show
from .words import LANGUAGES

if TYPE_CHECKING:  # see `plugin`
    from datasette.app import Datasette

DESK, ACCOUNTS, HOSTS = "monitor_desk", "monitor_accounts", "monitor_hosts"  # attributes of a Datasette with a desk
_LANGUAGE = "desk_language"  # cookie
_YEAR = 365 * 86_400  # seconds
_STATIC = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}

Work = Callable[[Visit], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Page:
    template: str
    work: Work


PAGES: Mapping[str, Page] = {
    "": Page("front", front.front),
    "findings": Page("findings", front.findings),
    "value": Page("value", front.value),
    "stories": Page("stories", reading.stories),
    "story": Page("story", reading.story),
    "article": Page("article", reading.article),
    "why": Page("why", reading.why),
    "alerts": Page("alerts", sending.alerts),
    "alert": Page("alert", sending.alert),
    "review": Page("review", tending.review),
    "marks": Page("marks", tending.marks),
    "sources": Page("sources", tending.sources),
    "search": Page("search", searching.search),
    "rules": Page("rules", ruling.rules),
    "log": Page("log", tending.log),
}
MENU = ("", "findings", "stories", "search", "alerts", "review", "sources", "rules", "log")


async def page(datasette: Datasette, request: Request) -> Response:
    name = request.url_vars["page"] or ""
    if not _there(datasette) or name not in PAGES:
        return await _error(datasette, request, 404)
    if not await _allowed(datasette, request, "desk-read"):
        return await _sent_away(datasette, request)
    one = PAGES[name]
    try:
        visit, context = await _worked(datasette, request, lambda v: {"alive": front.alive(v), **one.work(v)})
    except MonitorError as error:
        return await _error(datasette, request, 503, str(error))
    return await _rendered(datasette, request, visit, one.template, context, name)


async def sheet(datasette: Datasette, request: Request) -> Response:
    """A list for machines."""
    name, form = request.url_vars["page"], request.url_vars["form"]
    if not _there(datasette) or name not in sheets.SHEETS:
        return await _error(datasette, request, 404)
    if not await _allowed(datasette, request, "desk-read"):
        return Response.text("Sign in first.\n", status=403)
    base = f"{request.scheme}://{request.host}"
    made: sheets.Made
    _, made = await _worked(datasette, request, partial(sheets.made, name, form, base))
    headers = {"Content-Disposition": f'attachment; filename="{made.filename}"'} if made.filename else {}
    return Response(made.body, headers=headers, content_type=made.content_type)


async def file(datasette: Datasette, request: Request) -> Response:
    """The dossier of a watch, to keep or to print."""
    if not _there(datasette) or not await _allowed(datasette, request, "desk-read"):
        return await _error(datasette, request, 403)
    visit, body = await _worked(datasette, request, dossier.dossier)
    name = f"{visit.watch}-{visit.now:%Y-%m-%d}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers, content_type="text/html; charset=utf-8")


async def act(datasette: Datasette, request: Request) -> Response:
    """Do one thing, then lead back to where the form stood."""
    action = actions.ACTIONS.get(request.url_vars["action"])
    if not _there(datasette) or action is None or request.method != "POST":
        return await _error(datasette, request, 404)
    if not await _allowed(datasette, request, "desk-edit"):
        return await _error(datasette, request, 403)
    form = await request.post_vars()
    try:
        visit, said = await _worked(datasette, request, action, form)
    except MonitorError as error:
        return await _error(datasette, request, 400, str(error))
    response = Response.redirect(links.local(form.get("back", "")), status=303)
    datasette.add_message(request, said or visit.words["done"])
    return response


async def sign_in(datasette: Datasette, request: Request) -> Response:
    accounts: Accounts = getattr(datasette, ACCOUNTS, None) or Accounts({})
    if not accounts.users:
        return await _error(datasette, request, 404)
    said, form = "", None
    if request.method == "POST":
        form = await request.post_vars()
        now = _desk(datasette).clock.now()
        right = accounts.signs_in(form.get("name", ""), form.get("password", ""), now)
        if right:
            until = app.SystemClock().now() + SESSION  # Datasette compares it with the machine's clock, not with ours
            ends = baseconv.base62.encode(int(until.timestamp()))
            response = Response.redirect(links.local(form.get("back", "")), status=303)
            signed = datasette.sign({"a": {"id": form["name"]}, "e": ends}, "actor")
            response.set_cookie("ds_actor", signed, httponly=True, secure=request.scheme == "https")
            return response
        said = "wait" if right is None else "wrong"
    visit, _ = await _worked(datasette, request, lambda v: {}, form)
    return await _rendered(datasette, request, visit, "sign-in", {"said": said, "title": visit.words["sign_in"]}, "")


async def sign_out(datasette: Datasette, request: Request) -> Response:
    if request.method != "POST":
        return await _error(datasette, request, 404)
    response = Response.redirect(links.ROOT, status=303)
    response.set_cookie("ds_actor", "", expires=0, max_age=0)
    return response


async def static(datasette: Datasette, request: Request) -> Response:
    body = assets().get(request.url_vars["name"])
    if body is None:
        return await _error(datasette, request, 404)
    kind = _STATIC[request.url_vars["name"].rpartition(".")[2]]
    return Response(body, content_type=kind, headers={"Cache-Control": f"max-age={_YEAR}, immutable"})


@cache
def assets() -> Mapping[str, str]:
    folder = Path(__file__).with_name("static")
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.suffix[1:] in _STATIC}


@cache
def _version() -> str:
    """Changes with the assets, so that browsers may keep them for ever."""
    return f"{abs(hash(tuple(sorted(assets().items())))):x}"[:10]


async def root(datasette: Datasette, request: Request) -> Response:
    """Our own server begins at the desk; somebody else's begins where it always did."""
    return Response.redirect(links.ROOT)


# --- what they share -----------------------------------------------------------------------------------------


def _there(datasette: Datasette) -> bool:
    return hasattr(datasette, DESK)


def _desk(datasette: Datasette) -> Desk:
    desk: Desk = getattr(datasette, DESK)
    return desk


async def _allowed(datasette: Datasette, request: Request, action: str) -> bool:
    return bool(await datasette.permission_allowed(request.actor, action, default=action == "desk-read"))


async def _worked(
    datasette: Datasette, request: Request, work: Callable[..., Any], form: Mapping[str, str] | None = None
) -> tuple[Visit, Any]:
    """The visit and the work's answer, worked on in a thread with its own connection."""
    desk, may_edit = _desk(datasette), await _allowed(datasette, request, "desk-edit")
    args = dict(form) if form is not None else {name: request.args.get(name) or "" for name in request.args}

    def job(storage: Storage, chosen: Settings) -> tuple[Visit, Any]:
        visit = Visit(
            storage=storage,
            chosen=chosen,
            config_path=desk.path,
            now=desk.clock.now(),
            args=args,
            language=_language(request, chosen),
            who=str((request.actor or {}).get("id", LOCAL)),
            may_edit=may_edit,
            known=lambda: desk.knowledge(storage, chosen),
        )
        return visit, work(visit)

    done: tuple[Visit, Any] = await desk.work(job)
    return done


def _language(request: Request, chosen: Settings) -> str:
    asked = request.args.get("lang") or request.cookies.get(_LANGUAGE, "")
    return asked if asked in LANGUAGES else next(iter(chosen.watches.values())).language


async def _rendered(
    datasette: Datasette, request: Request, visit: Visit, template: str, context: dict[str, Any], name: str
) -> Response:
    accounts: Accounts = getattr(datasette, ACCOUNTS)
    status = context.pop("status", 200)
    show = Show(visit)
    body = await datasette.render_template(
        f"desk/{template}.html",
        {
            "v": visit, "w": visit.words, "show": show, "links": links, "page": name, "menu": MENU,
            "version": _version(), "accounts": accounts, "line": escape.one_line, "clean": escape.clean,
            "other": _in_other_language(request, visit),
            "here": request.full_path if request.method == "GET" else links.ROOT, **context,
        },
        request=request,
    )  # fmt: skip
    response = Response.html(body, status=status, headers={"Cache-Control": "private, no-store"})
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(_LANGUAGE, visit.language, max_age=_YEAR, httponly=True)
    return response


def _in_other_language(request: Request, visit: Visit) -> str:
    args = {**visit.args, "lang": next(name for name in LANGUAGES if name != visit.language)}
    return f"{request.path}?{urlencode(args)}"


async def _sent_away(datasette: Datasette, request: Request) -> Response:
    accounts: Accounts = getattr(datasette, ACCOUNTS)
    if accounts.users and not request.actor:
        return Response.redirect(links.to("sign-in", back=request.full_path))
    return await _error(datasette, request, 403)


async def _error(datasette: Datasette, request: Request, status: int, said: str = "") -> Response:
    known = {403: "You may not do this.", 404: "There is no such page.", 503: "The database cannot be read."}
    if not _there(datasette):
        return Response.text("The desk is not set up here: its plugin needs to know a config.\n", status=404)
    text = said or known.get(status, "This did not work.")
    if "json" in request.headers.get("accept", ""):
        return Response(json.dumps({"error": text}), status=status, content_type="application/json")
    body = await datasette.render_template("desk/error.html", {"said": text, "version": _version()}, request=request)
    return Response.html(body, status=status)


View = Callable[["Datasette", Request], Awaitable[Response]]


def _route(pattern: str, view: View) -> tuple[str, View]:
    return f"^{re.escape(links.ROOT)}{pattern}$", _safe(view)


def _safe(view: View) -> View:
    """A bug in a page is told briefly. Datasette's own telling draws every local variable, which held the event loop,
    and with it the daemon that may share it, for 17 s.
    """

    async def answer(datasette: Datasette, request: Request) -> Response:
        try:
            with contained():
                return await view(datasette, request)
        except Broken:
            structlog.get_logger().exception("a page of the desk broke", path=request.path)
            return Response.text("This page broke; the log tells why.\n", status=500)

    return answer


ROUTES: list[tuple[str, View]] = [
    _route(r"/static/(?P<name>[a-z]+\.[a-z]+)", static),
    _route(r"/do/(?P<action>[a-z]+)", act),
    _route(r"/sign-in", sign_in),
    _route(r"/sign-out", sign_out),
    _route(r"/dossier", file),
    _route(r"/(?P<page>[a-z]+)\.(?P<form>[a-z]+)", sheet),
    _route(r"(?:/(?P<page>[a-z]*))?", page),
]
