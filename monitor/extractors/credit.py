"""Whom a text credits: «сообщает ТАСС», "according to Interfax", "(Reuters)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.knowledge.terms import Publisher

_BEFORE_RU = (
    r"(?:сообща(?:ет|ют|ла|л[аио]?)|сообщи(?:л[аио]?|в)|передал?[аио]?|переда(?:ет|ёт|ют)|пиш(?:ет|ут)|"
    r"рассказал[аи]?|заявил[аи]?|"
    r"информиру(?:ет|ют)|проинформировал[аи]?|отмеча(?:ет|ют)|уточня(?:ет|ют)|узнал[аи]?|рассказали|"
    r"со\sссылкой\sна|ссылаясь\sна|по\s(?:данным|информации|сообщению|сведениям|словам|материалам)|"
    r"в\s(?:интервью|беседе\sс|разговоре\sс|комментарии(?:\sдля)?)|источник(?:и)?(?:\s[\w-]+){0,2}|цитирует|"
    r"приводит|корреспондент(?:у|а)?)"
)
_BETWEEN_RU = (
    r"(?:\s(?:об\sэтом|в|во|с|со|на|для|корреспонденту?|корреспондента|агентств(?:о|а|у|е|ом)|"
    r"информагентств\w{0,2}|газет\w{1,2}|издани\w{1,2}|"
    r"портал\w{0,2}|журнал\w{0,2}|пресс-служб\w{1,2}|телеканал\w{0,2}|радиостанци\w{1,2}|сайт\w{0,2})){0,3}\s?[«\"“]?"
)
_BEFORE_EN = (
    r"(?:according\sto|citing|cites|reported?\sby|as\sreported\sby|reports?|told|in\san\sinterview\swith|"
    r"quoted\sby|via|courtesy\sof|"
    r"informed|first\sreported\sby|source:)(?:\sthe)?(?:\s(?:news\sagency|agency|newspaper|daily|russian))?\s[\"“]?"
)
_AFTER = (
    r"[»\"”]?(?:\s(?:news\sagency|agency|newspaper))?\s(?:reported|reports|said|writes|wrote|learned|has\slearned|"
    r"сообщ|пишет|передает|передаёт)"
)
_MAX_TEXT = 30_000
_MIN_NAME = 3


def credited_to(text: str, url: str, publishers: Sequence[Publisher]) -> str:
    """The id of the first publisher that the text credits, its own publisher excepted, or "".

    The names come from the knowledge; what follows a verb of saying but is no known publisher is a person or a
    company, and no credit.
    """
    forms = tuple((_form(name), one.id) for one in publishers for name in _told(one))
    if not forms or not text:
        return ""
    own = publisher_of(url, publishers)
    for found in _credits(tuple(form for form, _ in forms)).finditer(text[:_MAX_TEXT]):
        name = next(group for group in found.groups() if group)
        credited = next((known for form, known in forms if re.fullmatch(form, name, re.IGNORECASE)), "")
        if credited and (own is None or credited != own.id):
            return credited
    return ""


def publisher_of(url: str, publishers: Sequence[Publisher]) -> Publisher | None:
    """The publisher whose domain holds the address; the longest domain wins."""
    host = (urlsplit(url).hostname or "").lower()
    own = [
        (len(domain), one)
        for one in publishers
        for domain in one.domains
        if host == domain or host.endswith("." + domain)
    ]
    return max(own, key=lambda pair: pair[0])[1] if own else None


def _told(one: Publisher) -> list[str]:
    return [name for name in (one.title, *one.names) if len(name) >= _MIN_NAME]


@lru_cache(maxsize=4_000)
def _form(name: str) -> str:
    """A pattern for the name in any case: Russian words of five letters and more lose their ending."""
    return r"\s".join(_word_form(word) for word in name.split())


def _word_form(word: str) -> str:
    stem = re.sub(r"[аеёиоуыэюяьъй]{1,2}$", "", word, flags=re.IGNORECASE)
    declined = len(word) >= 5 and re.fullmatch(r"[а-яё-]+", word, re.IGNORECASE) and not word.isupper()
    form = re.escape(stem) + "[а-яё]{0,3}" if declined else re.escape(word)
    return re.sub("[её]", "[её]", form) if "[" not in form else form


@lru_cache(maxsize=8)
def _credits(forms: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(forms, key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{_BEFORE_RU}{_BETWEEN_RU}|{_BEFORE_EN})({names})(?!\w)"
        rf"|(?<!\w)({names}){_AFTER}"
        rf"|[(/]\s?({names})\s?[)/]",
        re.IGNORECASE,
    )
