"""What a page is when it is not an article. Every outcome is a named reason with a detail that people read."""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.model import Reason

from .blocks import HEADINGS, Block, weight
from .document import Document, kinds
from .tier import ENOUGH, Draft, accepted

Outcome = tuple[Reason, str]

_CHALLENGE = re.compile(
    r"just a moment\W|checking (?:your browser|if the site connection)|verify(?:ing)? (?:that )?you(?:'re|"
    r" are) (?:not a |a )?"
    r"(?:human|robot)|are you a (?:human|robot)|ddos-guard|cf-browser-verification|cf-chl-|challenge-platform|"
    r"challenge-form|"
    r"attention required!? \||enable javascript and cookies to continue|unusual traffic|pardon our interruption|"
    r"access (?:to this page )?(?:has been )?denied|request (?:has been )?blocked|incapsula|perimeterx|"
    r"px-captcha|g-recaptcha|h-captcha|"
    r"smartcaptcha|showcaptcha|qrator|variti|проверка (?:вашего )?браузера|проверяем (?:ваш )?браузер|"
    r"подтвердите,? что (?:вы не робот|"
    r"запросы)|вы не робот|я не робот|введите (?:код|символы) с картинки|защита от (?:ddos|роботов)|"
    r"доступ (?:к сайту |к ресурсу )?"
    r"(?:ограничен|запрещ[её]н|заблокирован)|ваш запрос заблокирован",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"(?:^|\W)(?:404|410)(?:\W|$)|not found|page (?:you|is|was|has|can|could|no longer|does)\b.{0,40}(?:exist|"
    r"found|gone|removed|available)|"
    r"(?:страниц\w|материал|новость|статья|публикаци\w|запис\w)\s(?:[\w-]+\s){0,4}?не\s(?:найден\w{0,2}|"
    r"существует|доступ\w{0,3})|"
    r"(?:страниц\w|материал|новость|статья|публикация)\s(?:[\w-]+\s){0,2}?(?:был[аио]?\s)?удал[её]н\w{0,2}|"
    r"ошибка 404|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"(?:subscribe|sign in|log in|register|create (?:a |an )?(?:free )?account|become a (?:member|"
    r"subscriber))\s(?:now )?to\s(?:continue|read|"
    r"keep|access|unlock|view)|(?:this|the) (?:article|story|content|page) is (?:for|only for|"
    r"available (?:only )?(?:to|for)|exclusive(?:ly)? (?:to|for)|"
    r"reserved for) (?:our )?(?:paid |paying |premium )?(?:subscribers|members)|already a (?:subscriber|member)|"
    r"to read (?:the )?(?:full|rest)|"
    r"you(?:'ve| have) (?:reached|read|used).{0,40}(?:free )?articles?|unlock (?:this|the|full)|"
    r"(?:читать|прочитать|продолжение|полный текст|полная версия|материал|статья|"
    r"доступ)\s(?:[\w-]+\s){0,5}?(?:доступ\w{0,3}|открыт\w?|предоставляется)?"
    r"\s?(?:только\s)?(?:по подписке|(?:для|после)\s(?:оформления\s)?(?:подписчик\w{1,2}|подписки|"
    r"зарегистрированных|авторизованных)|подписчикам)|"
    r"(?:оформите|купите|приобретите)\s(?:[\w-]+\s){0,2}?подписку|чтобы (?:дочитать|прочитать|читать дальше|"
    r"продолжить чтение)|"
    r"уже (?:есть подписка|подписаны)|осталось прочитать|"
    r"weiterlesen mit|jetzt (?:weiterlesen|abo)|nur für abonnenten|réservé aux abonnés|solo para suscriptores",
    re.IGNORECASE,
)
_GATE_NAMES = re.compile(
    r"pay-?wall|subscriber-?only|premium-?(?:wall|gate|lock)|regwall|content-?gate|closed-?text|locked-?content",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:and our (?:\d+ )?partners )?(?:value|care about|respect) your privacy|(?:accept|"
    r"manage|reject) (?:all )?cookies|"
    r"your (?:privacy|cookie) (?:choices|settings|preferences)|consent to (?:the use of )?cookies|"
    r"(?:мы|сайт) использу(?:ем|ет) (?:файлы )?(?:cookie|куки)|согласие на обработку|принять (?:все )?(?:cookie|"
    r"куки)|"
    r"zustimmen und weiter|mit werbung (?:und tracking )?(?:weiter|lesen)|accepter et (?:continuer|fermer)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:^|\W)(?:log ?in|sign ?in|авторизация|вход(?: на сайт| в (?:систему|аккаунт|личный кабинет))?|войти|"
    r"войдите|anmelden|einloggen)(?:\W|$)",
    re.IGNORECASE,
)
_SMALL = 900  # characters of readable text: below it a page may be a wall, a notice or a shell
_TEASERS = 8  # linked headings that make a listing
_OWN_TEXT = 2  # pairs of paragraphs that stand together: a text of its own
_NEAR_START = 400
_GATED = 1_500  # a marked paywall that leaves more than this readable leaves the news
_SCRIPTS = {"ru": r"[а-яё]", "uk": r"[а-яіїєґ]", "be": r"[а-яіўё]", "bg": r"[а-я]", "kk": r"[а-яәғқңөұүһі]"}


def outcome_of(document: Document, draft: Draft | None) -> Outcome:
    """ARTICLE, or what the page is instead and what shows it."""
    looked = _Looked(document, draft)
    for way in (_challenge, _not_found, _consent, _login, _gate, _video, _listing, _language):
        found = way(looked)
        if found is not None:
            return found
    if accepted(draft):
        return Reason.ARTICLE, ""
    return _nothing(looked)


class _Looked:
    """What every question looks at: the head line of the page and its visible text, both bounded."""

    def __init__(self, document: Document, draft: Draft | None) -> None:
        self.document = document
        self.draft = draft if accepted(draft) else None
        self.size = weight(draft.text) if draft else 0
        blocks = document.outline.blocks
        written = document.root.findtext(".//title") or ""
        headings = [block.text for block in blocks if block.tag in {"h1", "h2"}][:3]
        self.head = " \n".join((written, *headings))[:600]
        self.lines = "\n".join(block.text[:1_000] for block in blocks[:3_000])
        self.prose = sum(block.size for block in blocks if not block.apart and block.size >= 80)

    @property
    def small(self) -> bool:
        return self.prose < _SMALL

    @property
    def says_article(self) -> bool:
        return self.document.says_article


def _challenge(looked: _Looked) -> Outcome | None:
    if not looked.small:
        return None
    scripts = " ".join(
        (e.get("src") or e.text or "")[:400] for e in looked.document.root.iter("script", "form", "iframe")
    )[:8_000]
    shown = _CHALLENGE.search(f"{looked.head}\n{looked.lines[:3_000]}")
    found = shown or (None if looked.draft else _CHALLENGE.search(scripts))
    return (Reason.CHALLENGE, found[0].strip()) if found else None


def _not_found(looked: _Looked) -> Outcome | None:
    found = _NOT_FOUND.search(looked.head) if not looked.says_article or looked.draft is None else None
    if found is None and looked.draft is None and not looked.says_article:
        found = _NOT_FOUND.search(looked.lines[:1_500])
    return (Reason.SOFT_404, found[0].strip()) if found and looked.small else None


def _consent(looked: _Looked) -> Outcome | None:
    if not looked.small or looked.says_article:
        return None
    found = _CONSENT.search(f"{looked.head}\n{looked.lines[:3_000]}")
    if found is None:
        return None
    rest = "\n".join(
        line
        for line in looked.lines.split("\n")
        if len(line) >= 80 and not re.search("cookie|куки|privacy|partner|datenschutz|consent", line, re.IGNORECASE)
    )
    return (Reason.CONSENT_WALL, found[0].strip()) if len(rest) < ENOUGH else None


def _login(looked: _Looked) -> Outcome | None:
    if not looked.small or (looked.draft is not None and looked.says_article):
        return None
    asked = any((e.get("type") or "").lower() == "password" for e in looked.document.root.iter("input"))
    found = _LOGIN.search(looked.head)
    if found and (asked or looked.draft is None):
        return Reason.LOGIN_WALL, found[0].strip()
    return (Reason.LOGIN_WALL, "asks for a password") if asked and looked.draft is None else None


def _gate(looked: _Looked) -> Outcome | None:
    """A paywall: declared or named in the marks, and a sentence that asks to subscribe or a text that stops early."""
    if looked.size > 4 * _GATED:
        return None
    asked = any(_GATE.search(line) for line in _of_access(looked.lines))
    declared = any(str(t.get("isAccessibleForFree")).lower() == "false" for t in looked.document.things)
    if not (asked or declared):
        return None
    stops = looked.size <= _SMALL
    if declared or looked.document.meta("article:content_tier") in {"locked", "metered"} or _named_gate(looked):
        said = asked or stops
    else:
        said = stops and looked.says_article
    if said:
        return Reason.PAYWALL, f"{looked.size} characters are readable" + _of_words(looked)
    return None


_ACCESS = (
    "subscri",
    "подпис",
    "member",
    "account",
    "sign",
    "log in",
    "regist",
    "unlock",
    "авториз",
    "abo",
    "read",
    "дочита",
    "прочита",
)


def _of_access(lines: str) -> set[str]:
    """The lines that have such a word near their start."""
    lines, found = lines.casefold(), set()
    for word in _ACCESS:
        at = lines.find(word)
        while at >= 0:
            start, end = lines.rfind("\n", 0, at) + 1, lines.find("\n", at)
            end = end if end >= 0 else len(lines)
            if at - start < _NEAR_START:
                found.add(lines[start:end])
            at = lines.find(word, end)
    return found


def _named_gate(looked: _Looked) -> bool:
    names = (
        (e.get("class") or "") + " " + (e.get("id") or "") for e in looked.document.root.iter("div", "section", "aside")
    )
    return any(_GATE_NAMES.search(name) for name in names if len(name) > 6)


def _of_words(looked: _Looked) -> str:
    for thing in looked.document.article_things():
        count = str(thing.get("wordCount") or "")
        if count.isdigit() and looked.draft is not None:
            return f", {min(100, 100 * len(looked.draft.text.split()) // max(1, int(count)))} % of {count} words"
    return ""


def _video(looked: _Looked) -> Outcome | None:
    if looked.size >= _SMALL:
        return None
    document = looked.document
    told = document.meta("og:type").startswith("video") or (document.meta("og:video:type") and looked.size < ENOUGH)
    alone = any("VideoObject" in kinds(t) for t in document.things) and not any(True for _ in document.article_things())
    player = looked.size < ENOUGH and _has_player(document)
    return (Reason.VIDEO_PAGE, "a video with a description") if told or alone or player else None


def _has_player(document: Document) -> bool:
    sources = (e.get("src") or e.get("data-src") or "" for e in document.root.iter("iframe"))
    return next(document.root.iter("video"), None) is not None or any(
        re.search(r"youtube\.com/embed|player\.vimeo|rutube\.ru/play|vk\.com/video_ext|vkvideo|ok\.ru/videoembed", s)
        for s in sources
    )


def _listing(looked: _Looked) -> Outcome | None:
    """Many linked headlines and no text of its own: a section, a tag, a search or the front page."""
    region = looked.document.region
    if looked.draft is not None and (looked.says_article or (region is not None and region.by == "names")):
        return None
    blocks = [block for block in looked.document.outline.blocks if not block.apart]
    teasers = [block for block in blocks if block.density > 0.8 and block.size >= 20 and block.tag != "h1"]
    headed = sum(1 for block in teasers if block.tag in HEADINGS)
    if max(headed, len(teasers) if looked.prose < 2_000 else 0) < _TEASERS or _pairs(blocks) >= _OWN_TEXT:
        return None
    return Reason.LISTING_PAGE, f"{max(headed, len(teasers))} linked headlines"


def _pairs(blocks: list[Block]) -> int:
    """How often two paragraphs of prose stand together: in a listing a headline follows each summary."""
    prose = [b.size >= 80 and b.density < 0.3 and b.tag not in HEADINGS for b in blocks]
    return sum(1 for one, following in pairwise(prose) if one and following)


def _language(looked: _Looked) -> Outcome | None:
    """The text is not in the script of the language that the source is known to write in."""
    code = looked.document.page.language[:2].lower()
    if looked.draft is None or not code:
        return None
    letters = [letter for letter in looked.draft.text[:4_000].casefold() if letter.isalpha()]
    own = re.compile(_SCRIPTS.get(code, "[a-zß-ÿāčęėłńőśšůűųūźżžğışœ]"))
    if code in {"zh", "ja", "ko", "ar", "he", "el", "hi", "th", "fa", "ka", "hy"}:
        return None
    ours = sum(1 for letter in letters if own.match(letter))
    if len(letters) < 100 or ours >= 0.5 * len(letters):
        return None
    return Reason.WRONG_LANGUAGE, f"{100 * ours // len(letters)} % of the letters are of {code}"


def _nothing(looked: _Looked) -> Outcome:
    if not looked.lines.strip():
        scripts = sum(len(e.text or "") for e in looked.document.root.iter("script"))
        return Reason.EMPTY_PAGE, "only scripts" if scripts > 200 or len(
            list(looked.document.root.iter("script"))
        ) > 2 else "no text"
    return Reason.NOTHING_READABLE, f"{looked.size} characters of text"
