"""The Datasette plugin: routes, permissions, templates. It serves nothing where it is not told which config to read.

In somebody's own Datasette: `{"plugins": {"firstmention": {"config": "path/to/config.yaml"}}}` in the metadata. There
reading needs the permission `desk-read` (open where the instance is open) and changing needs `desk-edit` (root, or the
ids in the plugin's `editors`).
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeVar

from datasette import hookimpl as untyped_hook
from jinja2 import ChoiceLoader, Environment, PackageLoader

from . import guard, routes
from .accounts import Accounts
from .desk import Desk

if TYPE_CHECKING:  # an installed plugin is loaded while `datasette.app` itself is: nothing here may import that
    from datasette.app import Datasette

NAME = "firstmention"
F = TypeVar("F", bound=Callable[..., Any])


def hookimpl(implementation: F) -> F:
    """Datasette's own marker, which ships without types."""
    marked: F = untyped_hook(implementation)
    return marked


@hookimpl
def startup(datasette: Datasette) -> None:
    config = (datasette.plugin_config(NAME) or {}).get("config")
    if config and not hasattr(datasette, routes.DESK):
        attach(datasette, Desk(config), Accounts({}))


def attach(datasette: Datasette, desk: Desk, accounts: Accounts) -> None:
    """Let this Datasette serve that desk."""
    setattr(datasette, routes.DESK, desk)
    setattr(datasette, routes.ACCOUNTS, accounts)


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, routes.View]]:
    own_server = hasattr(datasette, routes.HOSTS)
    return [*routes.ROUTES, ("^/$", routes.root)] if own_server else routes.ROUTES


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """The desk's templates, all in a folder of their own, so that they stand in nobody's way."""
    own = PackageLoader("monitor.web", "templates")
    env.loader = ChoiceLoader([env.loader, own]) if env.loader else own


@hookimpl
def permission_allowed(datasette: Datasette, actor: dict[str, Any] | None, action: str) -> bool | None:
    accounts: Accounts | None = getattr(datasette, routes.ACCOUNTS, None)
    if accounts is None:
        return None
    if action == "desk-edit":
        editors = (datasette.plugin_config(NAME) or {}).get("editors", ["root"])
        return accounts.may_edit(actor) or bool(actor and actor.get("id") in editors)
    return accounts.may_read(actor) if action in ("desk-read", "view-instance") else None


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    return [{"href": datasette.urls.path("/desk"), "label": "Desk"}] if hasattr(datasette, routes.DESK) else []


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[guard.App], guard.App]:
    def wrap(app: guard.App) -> guard.App:
        async def guarded(scope: MutableMapping[str, Any], receive: guard.Receive, send: guard.Send) -> None:
            hosts, own_server = getattr(datasette, routes.HOSTS, None), hasattr(datasette, routes.HOSTS)
            await guard.guarded(app, hosts, own_server=own_server)(scope, receive, send)

        return guarded

    return wrap


