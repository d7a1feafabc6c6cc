"""The words of alerts, one table a language. A language that is not here is served in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Wording:
    """`kinds` and `lines` are format strings; `plural` gives the forms for 1, 2-4 and many."""

    kinds: Mapping[str, str]
    states: Mapping[str, str]
    certainties: Mapping[str, str]
    lines: Mapping[str, str]
    months: tuple[str, ...]
    sources: tuple[str, str, str]
    articles: tuple[str, str, str]
    findings: tuple[str, str, str]
    scales: tuple[tuple[float, str], ...]
    currencies: Mapping[str, str]
    purposes: Mapping[str, str]
    digest: Mapping[str, str]
    sources_ok: tuple[str, str, str]
    entries: tuple[str, str, str]
    decimal: str = "."

    def plural(self, number: int, forms: tuple[str, str, str]) -> str:
        """Russian counts decide; English has its two forms in the same places."""
        last, two = number % 10, number % 100
        if self is ENGLISH:
            return f"{number:,} {forms[0] if number == 1 else forms[2]}"
        form = 0 if last == 1 and two != 11 else 1 if last in (2, 3, 4) and two not in (12, 13, 14) else 2
        return f"{number} {forms[form]}"

    def time(self, at: datetime, zone: str) -> str:
        local = at.astimezone(ZoneInfo(zone))
        return f"{self.day(local)}, {local:%H:%M} {local.tzname()}"

    def day(self, at: datetime) -> str:
        return f"{at.day} {self.months[at.month - 1]} {at.year}"

    def sum(self, text: str) -> str:
        """"30000000000 RUB" as people write it: "30 bn roubles"."""
        number, _, currency = text.partition(" ")
        value = float(number)
        size, name = next(((s, n) for s, n in self.scales if value >= s), (1.0, ""))
        shown = f"{value / size:.2f}".rstrip("0").rstrip(".").replace(".", self.decimal)
        return " ".join(part for part in (shown, name, self.currencies.get(currency, currency)) if part)


ENGLISH = Wording(
    kinds={
        "new-brand": "New brand at {watch}: {value}",
        "new-segment": "New segment at {watch}: {value}",
        "new-pair": "New at {watch}: {value}",
        "candidate": "Unknown name at {watch}: {value}",
        "state": "{watch}, {value}: {state}",
        "amount": "{watch}, {value}: {state}",
        "first word": "{watch}, {value}: {state}, never mentioned before",
        "spike": "{watch}: far more news than usual",
        "silence": "{watch}: no news for unusually long",
        "gap": "Items may have been missed: {value}",
        "source": "Source {value}: {state}",
        "network down": "Most sources fail together: it is likely our own network",
        "network up": "Sources answer again: our network is back",
        "undelivered": "Not delivered: {value}",
        "correction": "{watch}, {value}: corrected",
        "": "{watch}: new {kind} {value}",
    },
    states={
        "candidate": "unknown name", "rumoured": "rumoured", "planned": "planned", "agreed": "agreed",
        "certified": "certified", "produced": "in production", "ended": "ended", "denied": "denied",
        "dormant": "not heard of for long", "returned": "back again", "retracted": "taken back",
        "rumoured end": "rumoured to end", "planned end": "to end",
        "dead": "no answer", "recovered": "well again", "silent": "nothing new for long", "stale": "the same for long",
        "moved": "moved", "route": "another way to it serves", "gave-up": "given up",
    },
    certainties={
        "fact": "stated as a fact", "plan": "stated as a plan", "rumour": "a rumour", "denied": "denied",
        "ended": "stated as over", "historic": "told as history",
    },
    lines={
        "was": "before: {state}", "was_since": "before: {state}, since {day}", "confirmed": "confirmed",
        "compared": "Compared with {articles} about {watch}, {since} to {until}",
        "compared_undated": "Compared with {articles} about {watch}",
        "thin": "thin baseline: an earlier mention may exist outside the archive",
        "aliases": "looked for as {names}", "history": "known from the configured history",
        "segments": "segment: {names}", "weak": "the link with the company is indirect", "read": "Read the article",
        "why": "Why this alert: monitor why {id}", "rule": "rule “{rule}”", "many": "{watch}: {findings}",
        "undated": "undated", "desk": "Open the desk",
        "first_look": "First look at {watch}: learned {articles}, {since} to {until}; {findings} that the history "
        "does not name",
    },
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    sources=("source", "", "independent sources"),
    articles=("article", "", "articles"),
    findings=("finding", "", "findings"),
    scales=((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "thousand")),
    currencies={"RUB": "roubles", "USD": "dollars", "EUR": "euros", "CNY": "yuan"},
    purposes={
        "investment": "investment", "construction": "construction", "localization": "localisation",
        "production-plan": "production plan", "production-start": "production start", "partnership": "partnership",
    },
    digest={
        "daily": "Daily digest, {day}: {news}", "weekly": "Weekly digest, {day}: {news}", "nothing": "nothing new",
        "new": "{count} new", "moved": "{count} moved", "names": "{count} unknown names", "more": "and {count} more",
        "alive": "alive: {rest}", "ok": "{count} ok", "silent": "{count} silent", "failing": "{count} failing",
        "unsent": "{count} unsent", "looked": "{count} looked at", "matched": "{count} matched",
        "picture": "The ledger as a time line: one lane a brand, a mark for each step",
    },
    sources_ok=("source", "", "sources"),
    entries=("entry", "", "entries"),
)  # fmt: skip

RUSSIAN = Wording(
    kinds={
        "new-brand": "{watch}: новая марка {value}",
        "new-segment": "{watch}: новый сегмент — {value}",
        "new-pair": "{watch}: новое сочетание — {value}",
        "candidate": "{watch}: незнакомое имя — {value}",
        "state": "{watch}, {value}: {state}",
        "amount": "{watch}, {value}: {state}",
        "first word": "{watch}, {value}: {state}, раньше не упоминалось",
        "spike": "{watch}: новостей намного больше обычного",
        "silence": "{watch}: новостей нет необычно долго",
        "gap": "Могли быть пропущены материалы: {value}",
        "source": "Источник {value}: {state}",
        "network down": "Большинство источников не отвечает сразу: похоже, дело в нашей сети",
        "network up": "Источники снова отвечают: наша сеть работает",
        "undelivered": "Не доставлено: {value}",
        "correction": "{watch}, {value}: исправлено",
        "": "{watch}: новое ({kind}) — {value}",
    },
    states={
        "candidate": "незнакомое имя", "rumoured": "по слухам", "planned": "планируется",
        "agreed": "есть договорённость",
        "certified": "сертифицировано", "produced": "выпускается", "ended": "прекращено", "denied": "опровергнуто",
        "dormant": "давно не упоминалось", "returned": "возвращается", "retracted": "сообщение отозвано",
        "rumoured end": "по слухам, прекращается", "planned end": "будет прекращено",
        "dead": "не отвечает", "recovered": "снова в порядке", "silent": "давно ничего нового",
        "stale": "давно одно и то же", "moved": "переехал", "route": "читается другим путём", "gave-up": "не удалось",
    },
    certainties={
        "fact": "сообщается как факт", "plan": "сообщается как план", "rumour": "слух", "denied": "опровержение",
        "ended": "сообщается как завершённое", "historic": "упомянуто как прошлое",
    },
    lines={
        "was": "раньше: {state}", "was_since": "раньше: {state}, с {day}", "confirmed": "подтверждено",
        "compared": "Сравнено с архивом: {articles}, {watch}, {since} — {until}",
        "compared_undated": "Сравнено с архивом: {articles}, {watch}",
        "thin": "архив пока мал: более раннее упоминание могло остаться вне его",
        "aliases": "искали как {names}", "history": "известно из заданной истории",
        "segments": "сегмент: {names}", "weak": "связь с компанией косвенная", "read": "Читать статью",
        "why": "Почему пришло: monitor why {id}", "rule": "правило «{rule}»", "many": "{watch}: {findings}",
        "undated": "без даты", "desk": "Открыть рабочий стол",
        "first_look": "{watch}, первый обзор: {articles}, {since} — {until}; сверх заданной истории: {findings}",
    },
    months=("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
            "декабря"),
    sources=("источник", "независимых источника", "независимых источников"),
    articles=("статья", "статьи", "статей"),
    findings=("новость", "новости", "новостей"),
    scales=((1e12, "трлн"), (1e9, "млрд"), (1e6, "млн"), (1e3, "тыс.")),
    currencies={"RUB": "руб.", "USD": "долл.", "EUR": "евро", "CNY": "юаней"},
    purposes={
        "investment": "инвестиции", "construction": "строительство", "localization": "локализация",
        "production-plan": "план производства", "production-start": "начало производства", "partnership": "партнёрство",
    },
    digest={
        "daily": "Сводка за день, {day}: {news}", "weekly": "Сводка за неделю, {day}: {news}", "nothing": "нового нет",
        "new": "нового: {count}", "moved": "сдвинулось: {count}", "names": "незнакомых имён: {count}",
        "more": "и ещё {count}", "alive": "работает: {rest}", "ok": "{count} в порядке", "silent": "молчат: {count}",
        "failing": "с ошибкой: {count}", "unsent": "не отправлено: {count}", "looked": "просмотрено: {count}",
        "matched": "по теме: {count}", "picture": "Журнал на оси времени: строка на марку, знак на каждый шаг",
    },
    sources_ok=("источник", "источника", "источников"),
    entries=("материал", "материала", "материалов"),
    decimal=",",
)  # fmt: skip

LANGUAGES: Mapping[str, Wording] = {"en": ENGLISH, "ru": RUSSIAN}


def wording(language: str) -> Wording:
    return LANGUAGES.get(language[:2].lower(), ENGLISH)
