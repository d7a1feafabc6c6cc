"""What the marks of an element (tag, class, id, role, itemprop) say about it.

The words are those of the large content systems (WordPress, Drupal, Bitrix, Arc, Blogger, Typo3) and of the usual
naming habits of Russian and English news sites.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from lxml.etree import _Element as Element


class Mark(Enum):
    PLAIN = ""
    DROP = "drop"  # nothing that a reader reads: the subtree is skipped
    JUNK = "junk"  # read by people, not part of the article
    CAPTION = "caption"
    LEAD = "lead"  # the first paragraph, often outside the body
    BODY = "body"  # the article's text, by its own word
    ARTICLE = "article"  # holds the article, and perhaps more


DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "title",
        "link",
        "meta",
        "map",
        "audio",
        "video",
        "input",
        "select",
        "option",
        "textarea",
        "datalist",
        "progress",
        "source",
        "track",
        "dialog",
        "picture",
        "img",
        "param",
        "area",
        "rt",
        "rp",
        "nav",
        "menu",
        "button",
    ]
)
_JUNK_TAGS = frozenset(["aside", "footer", "form", "label", "fieldset"])
_CAPTION_TAGS = frozenset({"figcaption", "figure"})
_ROLES = {"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "toolbar"}

_BODY = re.compile(
    r"article[-_]{0,2}(?:body|text|content)(?:$|[-_\s\d])|(?:^|[\s_-])(?:entry|post|story|news|single|blog)[-_]{0,2}"
    r"(?:body|text|content|full|detail[-_]?text)(?:$|[-_\s\d])|^articlebody$|(?:^|\s)storybody|"
    r"(?:^|[\s_])(?:field[-_]+name[-_]+body|js-mediator-article|detail[-_]text|news[-_]detail[-_]text|post__text|"
    r"article__text|article__body|b-text|text-content|td-post-content|e-content|richtext|rich-text|wysiwyg|"
    r"paywall-content|body-content|content-body|copy-body|caas-body|meteredcontent|zn-body-text)(?:$|[-_\s\d])",
)
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:article|post|story|hentry|newsdetail|news-detail|news-single)(?:$|\s|[-_](?:main|full|"
    r"wrapper|\d))",
)
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:"
    # other articles
    r"related|relate|recommend\w{0,8}|recirc\w{0,10}|more-?(?:news|stories|articles|from|on|posts|topics|links?)|"
    r"read-?(?:also|more|next|too)|see-?also|also-?(?:read|on|like)|similar|popular|most-?(?:read|popular|"
    r"viewed)|trending|"
    r"latest|recent|next-?(?:post|article|story|news|up)|prev(?:ious)?-?(?:post|article|news)|teasers?-?(?:list|"
    r"box|grid|item)|promo\w{0,8}|"
    r"outbrain|taboola|relap|mediametrics|smi2|lentainform|news-?list|newsfeed|feed-?list|"
    r"seealso|readmore|readalso|crosslinks?|interesting|inread|in-?read|"
    # people and sharing
    r"comments?|commentlist|disqus|respond|reply|replies|shar(?:e|es|ing|er|ed)|sharedaddy|sharethis|addthis|"
    r"addtoany|"
    r"social\w{0,8}|socials|likes?|follow(?:-us)?|yashare|ya-share2?|pluso|uptolike|rating|votes?|"
    r"author-?(?:bio|box|info|card|about|desc\w*)|about-?(?:the-)?author|authorbox|bio|"
    # page furniture
    r"sidebars?|side-?(?:bar|col|column)|breadcrumbs?|crumbs|pathway|navi(?:gation)?|nav|navbar|menus?|submenu|"
    r"footer\w{0,4}|toolbar|tool-?box|table-?of-?contents|pagination|pager|paging|page-?links|post-?nav\w*|"
    r"skip-?link|"
    r"tags|tag-?(?:list|cloud|links)|tagcloud|tagged|keywords|topics|labels|cat-?links|hashtags?|"
    r"newsletter\w{0,8}|subscri(?:be|ption)\w{0,8}|sign-?up|optin|mailchimp|login|register|registration|"
    r"paywall-?(?:promo|bar)|"
    r"cookies?|cookie-?\w{1,10}|consent|gdpr|privacy|popup|pop-?up|modal|overlay|lightbox|dialog|tooltip|"
    r"ads?|adv|advert\w{0,10}|adsbygoogle|adfox|banners?|sponsor\w{0,4}|reklama|yandex_rtb\w{0,12}|dfp|gpt|"
    r"widgets?|poll|quiz|survey|donat\w{0,6}|crowdfunding|support-?us|telegram-?(?:link|subscribe|banner|promo)|"
    r"disclaimer|copyright|legal|copyrights|printfriendly|print-?(?:link|only|button)|hidden-?print|"
    r"byline|by-?line|post-?meta|entry-?meta|article-?meta|meta-?(?:data|info|bar)|entry-?footer|post-?footer|"
    r"dateline-?bar|"
    r"timestamp|pub-?date|publish-?date|post-?date|entry-?date|posted-?on|counters?|views-?count|reading-?time|"
    r"visually-?hidden|visuallyhidden|screen-?reader(?:-text)?|sr-only|noprint|no-print|assistive|"
    r"player|video-?(?:player|list|js|wrap\w*)|jp-relatedposts|jp-post-flair|wpcnt|playlist|slideshow-?nav|"
    r"listen|audio-?player|mw-editsection|catlinks|printfooter|mw-jump|"
    r"callout-?promo|incut-?link|ticker|stock-?quote|correction-?form|mistype|orfo\w*|feedback|contact-?form|"
    r"community-?guidelines|trust-?project|app-?(?:promo|banner|download)|whatsapp\w{0,8}"
    r")(?:$|[\s_-]|\d)|^(?:is-|u-)?hidden$|^toc$",
)
_NOT_JUNK = re.compile(  # names that only sound like furniture
    r"(?:^|\s)(?:(?:has|with|no)-\w+|\w+-?(?:container|wrapper|page|layout|theme)s?|single-post|post|"
    r"type-post)(?:$|\s)",
)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|leadin|lead-?(?:text|paragraph|in)|intro|intro-?text|introduction|standfirst|dek|"
    r"deck|sub-?(?:title|"
    r"headline|head)|subheading|excerpt|summary|abstract|announce|anons|anonce|anounce|teaser-?text|"
    r"article-?teaser|vorspann|"
    r"chapo|chapeau|bajada|copete|sumario|sommario|preview-?text|short-?text|description|perex|ingress)(?:$|"
    r"[\s_-]|\d)",
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-caption|caption\w{0,6}|figcaption|photo-?(?:credit|caption|author|desc\w*|info|text)|"
    r"image-?(?:caption|credit|desc\w*|info|copyright|source|title)|img-?(?:caption|credit|desc)|"
    r"media-?(?:caption|credit|"
    r"copyright|desc\w*|source|info)|credits?|(?:pic|image|img|photo)-?box|pic-?(?:desc|caption|text)|gallery\w{0,10}|slider|carousel|"
    r"slideshow|bildunterschrift|"
    r"bildtext|legende?|picture-?(?:caption|desc\w*)|foto-?(?:credit|text|source)|source-?(?:photo|image))(?:$|"
    r"[\s_-]|\d)",
)
_DIGITS = re.compile(r"\d+")
_JOINTS = re.compile(r"[_-]+|(?<=[a-z])(?=[A-Z][a-z])")
_TELLING = frozenset({"itemprop", "property", "hidden", "aria-hidden", "style", "role"})
_HIDDEN_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


def mark_of(element: Element, tag: str) -> Mark:
    """The mark of one element; the names are judged once for every distinct combination."""
    classes = identity = ""
    junk = False
    for name, value in element.items():
        if name == "class":
            classes = value
        elif name == "id":
            identity = value
        elif name in _TELLING:
            if "articleBody" in value and name in {"itemprop", "property"}:
                return Mark.BODY
            junk = junk or _says_junk(name, value, tag)
    return Mark.JUNK if junk else _by_names(tag, classes, identity)


def _says_junk(name: str, value: str, tag: str) -> bool:
    if name == "style":
        return tag != "body" and _HIDDEN_STYLE.search(value) is not None
    if name == "role":
        return value in _ROLES and tag not in {"body", "main"}
    return tag != "body" and (name == "hidden" or (name == "aria-hidden" and value == "true"))


def _by_tag(tag: str) -> Mark:
    if tag in _JUNK_TAGS:
        return Mark.JUNK
    if tag in _CAPTION_TAGS:
        return Mark.CAPTION
    return Mark.ARTICLE if tag == "article" else Mark.PLAIN


@lru_cache(maxsize=20_000)
def _by_names(tag: str, classes: str, identity: str) -> Mark:
    by_tag = _by_tag(tag)
    if (by_tag is not Mark.PLAIN and by_tag is not Mark.ARTICLE) or tag in {"html", "body", "main"}:
        return by_tag
    names = _DIGITS.sub("0", f"{classes[:300]} {identity[:80]}").split()
    marks = [mark for name in names if (mark := _by_name(name)) is not Mark.PLAIN]
    if not marks:
        return by_tag
    if by_tag is Mark.ARTICLE:  # an <article class="teaser"> may still be the page's own
        return Mark.BODY if Mark.BODY in marks else by_tag
    return next(mark for mark in _STRONGEST if mark in marks)


_STRONGEST = (Mark.BODY, Mark.CAPTION, Mark.JUNK, Mark.LEAD, Mark.ARTICLE)


@lru_cache(maxsize=50_000)
def _by_name(name: str) -> Mark:
    """The mark of one class or id, judged once: `article__body`, `article_body` and `articleBody` are one name."""
    name = _JOINTS.sub("-", name).lower()
    if _BODY.search(name):
        return Mark.BODY
    if _CAPTION.search(name):
        return Mark.CAPTION
    if _JUNK.search(name) and not _NOT_JUNK.search(name):
        return Mark.JUNK
    if _LEAD.search(name):
        return Mark.LEAD
    return Mark.ARTICLE if _ARTICLE.search(name) else Mark.PLAIN
