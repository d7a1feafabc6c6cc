"""Two uses of a URL, kept apart: the address to fetch, and the identity under which an article is known.

Parsing and serialising follow the WHATWG URL Standard (https://url.spec.whatwg.org/, through ada). The identity rules
err on the side of two keys for one article: a duplicate is found again by its text, a wrongly merged article is lost.
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from ada_url import join_url, normalize_url

MAX_URL = 4000  # browsers and servers stop well before; longer ones are traps
_UNWRAPPINGS = 4  # an AMP cache behind a share link behind a redirector, and one more

# Addresses whose canonical form is themselves: nothing to decode, resolve or re-serialise in them.
_PLAIN = re.compile(
    r"https?://(?:(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+[a-z]{2,20}|(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!/|:)|(?=[/:]))){4})"
    r"(?::(?!80/|443/)[1-9]\d{1,3})?(?:/(?!\.)[A-Za-z0-9_~.-]*)+(?:\?[A-Za-z0-9_=&.~-]+)?"
)
_HREF = re.compile(r"(https?)://(?:[^/?#@]*@)?([^/?#]+)(/[^?#]*)(\?[^#]*)?(#.*)?", re.S)  # as ada writes them

_TWIN_HOSTS = frozenset({"www", "m", "mobile", "amp", "pda", "wap", "touch"})
_INDEX = re.compile(r"/(?:index\.(?:html?|php|asp)|default\.aspx?)$")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[\w.!-]*", re.I)
_SLUG = re.compile(r"[\d-]")  # an article's own segment: a number, or words joined by hyphens
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# --- tracking parameters, by family ---


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FAMILIES = tuple(
    _words(
        """utm_ mtm_ piwik_ matomo_ hsa_ _hs fb_ stm_ itm_ oly_ vero_ gad_ yadclid aff_sub aff_id
        at_medium at_campaign at_custom at_link at_format at_ptr at_bbc
        pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid"""
    )
)
_CLICK_IDS = _words(
    """gclid gclsrc dclid gbraid wbraid fbclid yclid ymclid ysclid msclkid ttclid twclid rdt_cid li_fat_id igshid igsh
    sccid irclickid clickid click_id rb_clickid wickedid zanpid epik srsltid erid _openstat openstat roistat
    s_cid s_kwcid cmpid ncid ocid icid xtor wt_mc wt.mc_id wt_zmc ns_campaign ns_source ns_mchannel ns_linkname
    mkt_tok trk trkcampaign _ga _gl _ke __twitter_impression spm scm dicbo partnerid partner_id this_affiliate
    affiliate aftr_source hootpostid ref_src ref_url"""
)
_SHARES = _words("shareid share_id share_from sharetype sr_share smid smtyp replytocom tg_rhash")
_MAILS = _words("mc_cid mc_eid emc nlid nl_id newsletter_id mailid mail_id subscriber_id email_source")
_SESSIONS = _words("phpsessid jsessionid aspsessionid")
_TWINS = _words("amp amp_js_v amp_gsa usqp")
_TRACKING = _CLICK_IDS | _SHARES | _MAILS | _SESSIONS | _TWINS

# Parameters that name where the reader came from, unless their value may mean something else.
_ORIGINS = _words("from ref referrer referer via source src from_source campaign medium share output outputtype")
_CHANNELS = _words(
    """rss feed feeds rssfeed newsfeed main mainpage home homepage copy link tg telegram twitter tw vk vkontakte ok dzen
    zen yandex ya yxnews google googlenews gnews mail email newsletter digest push pushes share social smm app ios
    android mobile desktop widget facebook fb instagram insta whatsapp wa viber linkedin reddit pocket flipboard smi2
    rambler partner partners banner recommend related top amp news"""
)


class _Parts(NamedTuple):
    host: str  # with its port, where that is no default
    path: str
    query: str
    fragment: str


def fetchable(url: str, base: str = "") -> str:
    """The absolute http or https address to fetch, without credentials and fragment; "" for anything else."""
    if len(url) <= MAX_URL and _PLAIN.fullmatch(url):
        return url
    found = _href(url, base)
    if found is None:
        return ""
    query = found[4] if found[4] != "?" else ""
    return f"{found[1]}://{found[2]}{found[3]}{query or ''}"


@lru_cache(maxsize=20_000)
def identity(url: str) -> str:
    """The key under which twins of one article meet: tracking, AMP and mobile forms gone; "" for no http URL."""
    parts = _split(url)
    for _ in range(_UNWRAPPINGS):
        inner = _unwrapped(parts) if parts else ""
        if not inner or not (within := _split(inner)):
            break
        parts = within
    if parts is None:
        return ""
    fragment = f"#{parts.fragment}" if parts.fragment[:1] in {"!", "/"} else ""  # a page of a script's own making
    query = _query(parts.query)
    return f"https://{_host(parts.host)}{_path(parts.path)}{'?' if query else ''}{query}{fragment}"


def host_of(url: str) -> str:
    """The host of an http URL, lower-case, without port and `www.`; "" for anything else."""
    parts = _split(url)
    return _host(re.sub(r":\d+$", "", parts.host)) if parts else ""


def _href(url: str, base: str = "") -> re.Match[str] | None:
    """The canonical form, taken apart: scheme, host with port, path, query with its mark, fragment with its mark."""
    url = url.strip()
    if len(url) > MAX_URL:
        return None
    if not _PLAIN.fullmatch(url):
        try:
            url = url.replace("&amp;", "&")
            url = join_url(base, url) if base else normalize_url(url)
        except (ValueError, UnicodeError):
            return None
    return _HREF.fullmatch(url)


def _split(url: str) -> _Parts | None:
    found = _href(url)
    host = _bare(found[2]) if found else ""
    if found is None or not host:
        return None
    return _Parts(host, _escapes(found[3]), _escapes((found[4] or "?")[1:]), (found[5] or "#")[1:])


def _bare(host: str) -> str:
    """Without the dot of an absolute domain name."""
    name, colon, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    return f"{name.rstrip('.')}{colon}{port}"


def _escapes(text: str) -> str:
    """One spelling of percent-escapes: hex in capitals, and none where the character needs none (RFC 3986, 6.2.2)."""
    return _ESCAPE.sub(_escape, text) if "%" in text else text


def _escape(found: re.Match[str]) -> str:
    value = int(found[1], 16)
    return chr(value) if value in _UNRESERVED else found[0].upper()


def _host(host: str) -> str:
    """Without `www.` and the labels of mobile and AMP twins, as long as a domain remains."""
    while (label := host.partition("."))[0] in _TWIN_HOSTS and "." in label[2]:
        host = label[2]
    return host


def _path(path: str) -> str:
    """Without session ids, index files, AMP marks and closing slashes."""
    path = _SESSION.sub("", path) if ";" in path else path
    while True:
        cut = _without_amp(path.rstrip("/"))
        cut = _INDEX.sub("", cut) if "index." in cut or "default.asp" in cut else cut
        if cut == path:
            return path or "/"
        path = cut


def _without_amp(path: str) -> str:
    """`/news/some-article/amp`, `/amp/news/some-article`, `some-article.amp.html`; a page called "amp" stays."""
    if "amp" not in path:
        return path
    for mark, instead in ((".amp.html", ".html"), (".amp", ""), ("/amp", "")):
        rest = path.removesuffix(mark)
        if rest != path and _SLUG.search(rest.rpartition("/")[2]):
            return rest + instead
    if path.startswith("/amp/") and _SLUG.search(path.rpartition("/")[2]):
        return path[4:]
    return path


def _query(query: str) -> str:
    """The parameters that may mean something, sorted by name; those of one name keep their order."""
    if not query:
        return ""
    kept = [part for part in query.split("&") if part and not _tracks(part)]
    return "&".join(sorted(kept, key=lambda part: part.partition("=")[0]))


def _tracks(part: str) -> bool:
    name, _, value = part.partition("=")
    name = name.lower().removeprefix("amp;")
    if name in _ORIGINS:
        words = re.split(r"[_.-]", value.lower())
        return len(words) <= 3 and all(word in _CHANNELS for word in words)
    return name in _TRACKING or name.startswith(_FAMILIES)


# --- links that only lead to another one ---

# host (without www.) and path of redirectors -> the parameter that holds the address
_REDIRECTORS = {
    ("google.com", "/url"): ("url", "q"),
    ("vk.com", "/away.php"): ("to",),
    ("l.facebook.com", "/l.php"): ("u",),
    ("facebook.com", "/sharer.php"): ("u",),
    ("twitter.com", "/share"): ("url",),
    ("t.me", "/iv"): ("url",),
    ("t.me", "/share/url"): ("url",),
}
_AMP_CACHE = re.compile(r"/[cvi]/(s/)?([^/]+\.[^/]+)(/.*)?$")
_AMP_VIEWER = re.compile(r"/amp/(s/)?([^/]+\.[^/]+)(/.*)?$")
_GOOGLE_NEWS = re.compile(r"(?:/rss)?/(?:articles|read)/([\w-]{16,3000})")
_TURBO = re.compile(r"(?:/turbo)?/([^/]+\.[^/]+)/(s)(/.*)?$")


def unwrapped(url: str) -> str:
    """The address behind a redirector, AMP cache, Turbo page or old aggregator link; else the address itself."""
    parts = _split(url)
    return (fetchable(_unwrapped(parts)) if parts else "") or url


def google_news_id(url: str) -> str:
    """The article id in a link of Google News; "" for other links."""
    parts = _split(url)
    found = _GOOGLE_NEWS.fullmatch(parts.path) if parts and parts.host == "news.google.com" else None
    return found[1] if found else ""


def _google_news(name: str) -> str:
    """The address inside an old article id: base64 of a message whose field 4 is the address; "" for the newer form."""
    try:
        data = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4))
    except ValueError:
        return ""
    start = data.find(b'"') + 1  # 0x22: field 4, length-delimited
    if not 0 < start < len(data) - 1:
        return ""
    size, start = data[start] & 0x7F, start + 1
    if data[start - 1] & 0x80:
        size, start = size | data[start] << 7, start + 1
    inner = data[start : start + size]
    return inner.decode("ascii", "replace") if inner.startswith((b"http://", b"https://")) else ""


def _unwrapped(parts: _Parts) -> str:
    """The address that a redirector's, an AMP cache's or a Turbo page's link stands for; "" for other links."""
    host = parts.host.removeprefix("www.")
    if host == "news.google.com":
        found = _GOOGLE_NEWS.fullmatch(parts.path)
        return _google_news(found[1]) if found else ""
    for name in _REDIRECTORS.get((host, parts.path.rstrip("/")), ()):
        for part in parts.query.split("&"):
            if part.startswith(f"{name}=http"):
                return unquote(part.partition("=")[2])
    form = _twin_form(host, parts.path)
    if form and (found := form.match(parts.path)):
        own = f"?{parts.query}" if parts.query else ""
        return f"https://{found[2] if form is not _TURBO else found[1]}{found[3] or '/'}{own}"
    return ""


def _twin_form(host: str, path: str) -> re.Pattern[str] | None:
    if host.endswith(".cdn.ampproject.org"):
        return _AMP_CACHE
    if host == "google.com" or host.startswith("google."):
        return _AMP_VIEWER
    if host.endswith(".turbopages.org") or (host == "yandex.ru" and path.startswith("/turbo/")):
        return _TURBO
    return None
