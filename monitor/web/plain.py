"""The program's codes in plain words: reasons, stages, links and the rest, English and Russian side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.core.health import Health
from monitor.model import Link, Reason, Relevance, Stage

Pair = tuple[str, str]

_REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.READ_ALL: ("the source is read whole", "источник читается целиком"),
    Reason.NAMES_WATCH: ("the headline or summary names the company", "компания названа в заголовке или анонсе"),
    Reason.GATE_WORD: ("the headline or summary has a gate word", "в заголовке или анонсе есть слово-пропуск"),
    Reason.NO_MENTION: ("the company is not named", "компания не названа"),
    Reason.FETCHED: ("the page was fetched", "страница получена"),
    Reason.ARTICLE: ("the article was read", "статья прочитана"),
    Reason.SUMMARY_SERVES: ("only the feed's summary could be read", "прочитан только анонс"),
    Reason.PAYWALL: ("the page is behind a paywall", "страница за платной подпиской"),
    Reason.ANALYSIS_FAILED: ("the page broke the analysis", "страница сломала разбор"),
    Reason.MENTIONS: ("the company is named", "компания названа"),
    Reason.PASSING_MENTION: ("the company is named in passing", "компания названа мимоходом"),
    Reason.NOT_LINKED: ("named, but not linked with the company", "названо, но с компанией не связано"),
    Reason.FIRST_REPORT: ("the first report", "первое сообщение"),
    Reason.SAME_ARTICLE: ("the same article was read before", "та же статья уже прочитана"),
    Reason.REVISION: ("the page was edited; the new version was read", "страница изменена, прочитана новая версия"),
    Reason.REPRINT: ("a reprint", "перепечатка"),
    Reason.OWN_REPORT: ("a report of its own", "свой материал"),
    Reason.STORY_OPENED: ("a new story", "новый сюжет"),
    Reason.STORY_JOINED: ("joins a story", "продолжает сюжет"),
    Reason.STORIES_MERGED: ("two stories turned out to be one", "два сюжета оказались одним"),
    Reason.NEW: ("new", "новое"),
    Reason.KNOWN_BEFORE: ("known before", "известно раньше"),
    Reason.BASELINE: ("in the configured history: no news", "в заданной истории: не новость"),
    Reason.LEARNING: ("the watch was still learning", "наблюдение ещё только училось"),
    Reason.NOT_ENOUGH: ("not enough to go by", "недостаточно оснований"),
    Reason.CORRECTED: ("corrected by a later word", "исправлено позже"),
    Reason.RULE_MATCHED: ("a rule says: tell", "правило велит сообщить"),
    Reason.NO_RULE: ("the rule does not ask for it", "правило об этом не просит"),
    Reason.COOLING_DOWN: ("the same was told a short while ago", "об этом сообщали недавно"),
    Reason.QUIET_HOURS: ("held until the quiet hours end", "отложено до конца тихих часов"),
    Reason.MUTED: ("muted", "заглушено"),
    Reason.GROUPED: ("told together with others", "сообщается вместе с другими"),
    Reason.RECORDED_ONLY: ("imported: recorded, not told", "загружено из архива: записано, не сообщалось"),
    Reason.TOO_OLD: ("the article is too old to be told", "статья слишком стара, чтобы о ней сообщать"),
    Reason.QUEUED: ("queued", "в очереди"),
    Reason.SENT: ("sent", "отправлено"),
    Reason.WILL_RETRY: ("not delivered; will be tried again", "не доставлено, будет ещё попытка"),
    Reason.GAVE_UP: ("not delivered; given up", "не доставлено, попытки кончились"),
    Reason.DROPPED: ("dropped by a person", "снято человеком"),
    Reason.CHANNEL_OFF: ("the channel is off", "канал выключен"),
    Reason.ROBOTS: ("robots.txt forbids it", "запрещено в robots.txt"),
    Reason.BLOCKED: ("the host refuses", "сайт отказывает"),
    Reason.TIMEOUT: ("no answer in time", "нет ответа вовремя"),
    Reason.HTTP_STATUS: ("the host answered with an error", "сайт ответил ошибкой"),
    Reason.NEW_ENTRIES: ("there was something new", "было новое"),
    Reason.NOT_MODIFIED: ("nothing changed since the last look", "с прошлого раза без изменений"),
    Reason.SAME_BODY: ("the same answer as before", "тот же ответ, что и раньше"),
    Reason.DNS: ("the host's name is not known", "имя сайта не найдено"),
    Reason.CONNECT: ("no connection", "нет соединения"),
    Reason.TLS: ("no secure connection", "нет защищённого соединения"),
    Reason.GONE: ("the page is gone for good", "страница удалена навсегда"),
    Reason.RATE_LIMITED: ("the host asks for fewer requests", "сайт просит обращаться реже"),
    Reason.TOO_LARGE: ("the answer is too large", "ответ слишком велик"),
    Reason.TOO_MANY_REDIRECTS: ("sent on too many times", "слишком много перенаправлений"),
    Reason.BAD_ENCODING: ("the answer cannot be decoded", "ответ не раскодировать"),
    Reason.PROTOCOL: ("the answer breaks the protocol", "ответ нарушает протокол"),
    Reason.FORBIDDEN_ADDRESS: ("the address is within a private network", "адрес внутри частной сети"),
    Reason.FORBIDDEN_SCHEME: ("not a web address", "не веб-адрес"),
    Reason.NOT_A_FEED: ("the answer is no feed", "ответ не похож на ленту"),
    Reason.EMPTY_BODY: ("the answer is empty", "ответ пуст"),
    Reason.CHALLENGE: ("a check for robots instead of the page", "вместо страницы проверка на робота"),
    Reason.UNSEEN: ("not seen before", "раньше не встречалось"),
    Reason.SEEN: ("seen before", "уже встречалось"),
    Reason.NO_LINK: ("the entry has no link", "у материала нет ссылки"),
    Reason.CONSENT_WALL: ("the page asks for consent", "страница требует согласия"),
    Reason.LOGIN_WALL: ("the page asks to sign in", "страница требует входа"),
    Reason.SOFT_404: ("the page says that it is not there", "страница сообщает, что её нет"),
    Reason.LISTING_PAGE: ("a list of articles, not an article", "список статей, а не статья"),
    Reason.VIDEO_PAGE: ("a video, not an article", "видео, а не статья"),
    Reason.EMPTY_PAGE: ("the page is empty", "страница пуста"),
    Reason.WRONG_LANGUAGE: ("in a language that is not read", "на языке, который не читается"),
    Reason.NOT_HTML: ("not a web page", "не веб-страница"),
    Reason.PDF: ("a PDF", "файл PDF"),
    Reason.NOTHING_READABLE: ("nothing readable on the page", "на странице нечего читать"),
}

_CODES: Mapping[str, Mapping[str, Pair]] = {
    "stage": {
        Stage.POLL: ("the source", "источник"),
        Stage.SIFT: ("new in the feed", "новое в ленте"),
        Stage.GATE: ("headline and summary", "заголовок и анонс"),
        Stage.FETCH: ("the page", "страница"),
        Stage.EXTRACT: ("the text", "текст"),
        Stage.ANALYSE: ("what it says", "о чём речь"),
        Stage.DEDUPE: ("copies", "копии"),
        Stage.STORY: ("the story", "сюжет"),
        Stage.LEDGER: ("compared with what is known", "сравнение с известным"),
        Stage.POLICY: ("the rules", "правила"),
        Stage.DELIVER: ("sending", "отправка"),
    },
    "link": {
        Link.STRONG: ("said of the company", "сказано о компании"),
        Link.MEDIUM: ("said through “the plant” and its like", "сказано через «завод» и подобное"),
        Link.WEAK: ("on the same page only", "только на той же странице"),
        Link.NONE: ("somebody else's", "чужое"),
    },
    "relevance": {
        Relevance.PRIMARY: ("the article is about it", "статья о ней"),
        Relevance.SECONDARY: ("a part of the article is about it", "о ней часть статьи"),
        Relevance.PASSING: ("named in passing", "названа мимоходом"),
        Relevance.NONE: ("not named", "не названа"),
    },
    "health": {
        Health.NEW: ("not asked yet", "ещё не опрошен"),
        Health.OK: ("answers", "отвечает"),
        Health.FLAKY: ("answers at times", "отвечает не всегда"),
        Health.FAILING: ("failing", "не отвечает"),
        Health.DEAD: ("dead", "мёртв"),
        Health.RECOVERED: ("answers again", "снова отвечает"),
        Health.SILENT: ("silent for long", "давно молчит"),
        Health.STALE: ("nothing but the same for long", "давно одно и то же"),
        Health.CHALLENGE: ("asks for a browser", "требует браузер"),
        Health.BLOCKED: ("refuses us", "отказывает нам"),
        Health.MOVED: ("moved, followed", "переехал, найден"),
    },
    "event": {
        "production-start": ("start of production", "начало производства"),
        "production-plan": ("plan of production", "план производства"),
        "partnership": ("partnership", "партнёрство"),
        "investment": ("investment", "инвестиции"),
        "halt": ("halt", "остановка"),
        "sales-numbers": ("sales and output", "продажи и выпуск"),
        "localization": ("localisation", "локализация"),
        "construction": ("construction", "строительство"),
        "model-presentation": ("a model is shown", "показ модели"),
        "certification": ("certification", "сертификация"),
        "ownership-management": ("owners and managers", "владельцы и руководство"),
        "sanctions": ("sanctions", "санкции"),
        "price": ("prices", "цены"),
        "employment": ("jobs", "работники"),
        "policy": ("state policy", "политика государства"),
        "legal": ("courts", "суды"),
        "trademark": ("trade mark", "товарный знак"),
        "visit": ("a visit", "визит"),
    },
    "language": {
        "ru": ("Russian", "русский"), "en": ("English", "английский"), "de": ("German", "немецкий"),
        "zh": ("Chinese", "китайский"), "fr": ("French", "французский"), "pl": ("Polish", "польский"),
        "lt": ("Lithuanian", "литовский"), "ko": ("Korean", "корейский"), "uk": ("Ukrainian", "украинский"),
    },
    "entry": {
        "pending": ("waits to be read", "ждёт чтения"),
        "done": ("read", "прочитано"),
        "skipped": ("left aside", "отложено"),
    },
    "action": {
        "mark": ("marked as wrong", "отметка об ошибке"),
        "settle": ("settled a mark", "отметка разобрана"),
        "mute": ("muted", "заглушено"),
        "unmute": ("lifted a mute", "звук возвращён"),
        "retry": ("tried an alert now", "повтор отправки"),
        "drop": ("dropped an alert", "оповещение снято"),
        "resend": ("sent an alert again", "оповещение отправлено ещё раз"),
        "poll": ("asked for a poll", "запрошен опрос"),
        "accept": ("accepted a name", "имя принято"),
        "reject": ("rejected a name", "имя отклонено"),
        "rule": ("wrote a rule", "правило записано"),
    },
}  # fmt: skip

# What taggers say of a mention, in Russian; `\1` is what they quote. What is not here stays as they say it.
_RUSSIAN: tuple[tuple[str, str], ...] = (
    (r"stated", "утверждается"),
    (r"planned or expected", "план или ожидание"),
    (r"an unsure source or a possibility", "неуверенный источник или возможность"),
    (r"denied", "опровергается"),
    (r"asked, not told", "вопрос, а не утверждение"),
    (r"said to have ended", "сказано, что закончилось"),
    (r"said of former times", "сказано о прежних временах"),
    (r"said of the time until (\d+)", r"сказано о времени до \1 года"),
    (r"said of (\d+)", r"сказано о \1 годе"),
    (r"the company is named beside it", "компания названа рядом"),
    (r"the company's own make", "собственная марка компании"),
    (r"in the company's town", "в городе компании"),
    (r"at the company's plant", "на заводе компании"),
    (r"“(.+)” is the company's plant", r"«\1» — это завод компании"),
    (r"“(.+)” stands for the company", r"«\1» — это о компании"),
    (r"right after a sentence on the company", "сразу после предложения о компании"),
    (r"the text speaks of the company", "текст о компании"),
    (r"on the same page only", "только на той же странице"),
    (r"named apart from the company", "названо отдельно от компании"),
    (r"at odds with the company", "в споре с компанией"),
    (r"a maker with works of its own", "производитель со своим заводом"),
    (r"another assembler's make", "марка другого сборщика"),
    (r"the plant of (.+)", r"завод «\1»"),
    (r"in another place, (.+)", r"в другом месте: \1"),
    (r"name (.+)", r"имя: \1"),
    (r"known name (.+)", r"известное имя \1"),
    (r"model (.+) of (.+)", r"модель \1 марки \2"),
    (r"misprint of (.+), in its context", r"опечатка в имени \1, по смыслу"),
    (r"sounds like (.+)", r"звучит как \1"),
    (r"listed with (.+)", r"в одном списке с \1"),
    (r"its sentence speaks of the trade", "предложение об этой отрасли"),
    (r"its making is spoken of", "речь о его производстве"),
    (r"it is said to be made", "сказано, что его производят"),
    (r"called a brand", "названо маркой"),
    (r"followed by the word brand", "за ним слово «марка»"),
    (r"named more than once", "названо не раз"),
    (r"a product's word (?:stands before|follows) it", "рядом слово об изделии"),
    (r"Latin letters in a text of another script", "латиница в тексте на другом письме"),
    (r"it is a name that something has", "так что-то называется"),
)
_VALUED: tuple[tuple[str, str, str], ...] = (
    (r"the words for (.+)", "the words for {}", "слова о том, что это {}"),
    (r"a general word for (.+)", "a general word for {}", "общее слово: {}"),
    (r"(.+) is a kind of (.+)", "{} is a kind of {}", "{} — вид: {}"),
    (r"(.+) is ([a-z-]+)", "{} is {}", "{} — это {}"),
)
_AND_NAMED = ", and named in the sentence"


def reason(code: Reason, language: str) -> str:
    """A decision's reason in plain words; its own name where it has no others."""
    return _said(_REASONS.get(code), str(code).replace("-", " "), language)


def plain(kind: str, code: str, language: str) -> str:
    """A code of a kind of codes ("stage", "link" …) in plain words; the code itself where it has no others."""
    return _said(_CODES[kind].get(code), str(code), language)


def _said(pair: Pair | None, otherwise: str, language: str) -> str:
    return otherwise if pair is None else pair[language == "ru"]


def because(said: str, titles: Mapping[str, str], language: str) -> str:
    """What a tagger says of a mention, with people's words for slugs."""
    return "; ".join(_because(part, titles, language) for part in said.split("; "))


def _because(said: str, titles: Mapping[str, str], language: str) -> str:
    rest = said.removesuffix(_AND_NAMED)
    named = rest != said
    for pattern, english, russian in _VALUED:
        if found := re.fullmatch(pattern, rest):
            names = (titles.get(one) or plain("event", one, language) for one in found.groups())
            return (russian if language == "ru" else english).format(*names)
    if language != "ru":
        return said
    told = next((re.sub(pattern, russian, rest) for pattern, russian in _RUSSIAN if re.fullmatch(pattern, rest)), rest)
    return told + (", и названо в предложении" if named else "")
