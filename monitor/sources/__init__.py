"""Routes to a publisher, one file per kind. A route is a frozen dataclass whose fields are its YAML options."""

from __future__ import annotations

from monitor.seams import Route

from .google_news import GoogleNews
from .page import Page
from .rss import Rss
from .sitemap import Sitemap
from .telegram import Telegram

ROUTES: dict[str, type[Route]] = {
    "rss": Rss,
    "sitemap": Sitemap,
    "page": Page,
    "telegram": Telegram,
    "google_news": GoogleNews,
}
