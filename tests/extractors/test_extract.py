# ruff: noqa: E501  rows of cases read best as they are
from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.extractors import EXTRACTORS, extract
from monitor.extractors.charset import decode
from monitor.extractors.credit import credited_to
from monitor.knowledge.terms import Publisher
from monitor.model import Page, Reason

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MOSCOW = timezone(timedelta(hours=3))
ONE = "Завод запустил линию по выпуску тележек для портовых кранов, сообщили в пресс-службе предприятия."
TWO = "По словам директора, в проект вложили 340 млн рублей, а первая партия уйдёт заказчику до конца месяца."
THREE = "Раньше такие узлы в регион привозили из-за границы, теперь часть деталей здесь точат сами."
BODY = f"<article><h1>Завод запустил линию тележек</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>"
PUBLISHERS = (
    Publisher("tass", "ТАСС", ("tass.ru",), "tass", names=("TASS",)),
    Publisher("interfax", "Интерфакс", ("interfax.ru",), "interfax", names=("Interfax",)),
    Publisher("vedomosti", "Ведомости", ("vedomosti.ru",), "vedomosti"),
    Publisher("reuters", "Reuters", ("reuters.com",), "reuters"),
)


def page(html: str, **more: object) -> Page:
    return Page(url="https://gorod.example/news/1", now=NOW, body=html.encode(), **more)  # type: ignore[arg-type]  # test


def test_paragraphs_are_lines_and_offsets_refer_to_them() -> None:
    assert extract(page(BODY)).text.split("\n") == [ONE, TWO, THREE]


def test_the_order_of_the_tiers_is_one_dict() -> None:
    assert list(EXTRACTORS) == [
        "publisher-rule", "json-ld", "containers", "density", "trafilatura", "feed-content", "summary"
    ]  # fmt: skip


def test_json_ld_serves_where_the_page_shows_its_text_by_script() -> None:
    body = " ".join((ONE, TWO, THREE))
    html = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script><p>{ONE}</p>'
    article = extract(page(html))
    assert (article.served_by, article.text) == ("json-ld", body)


def test_the_page_serves_where_json_ld_is_cut_short() -> None:
    cut = f"{ONE} {TWO} Раньше такие узлы в регион привозили..."
    html = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{cut}"}}</script>{BODY}'
    assert extract(page(html)).text.split("\n") == [ONE, TWO, THREE]


def test_what_json_ld_does_not_have_at_the_ends_is_furniture() -> None:
    body = " ".join((ONE, TWO, THREE))
    other = ("В городе открыли каток и горку для детей. Библиотека получила восемь тысяч новых книг от дарителей. "
             "Автобусы на дачи пойдут с мая, расписание вывесят на остановках. Синоптики ждут дождей и ветра до конца "
             "недели, спасатели просят рыбаков не выходить на лёд. Музей продлил выставку старых карт и открыток.")  # fmt: skip
    html = (f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'
            f"<article><h1>Завод</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{other}</p></article>")  # fmt: skip
    assert other not in extract(page(html)).text


def test_ready_text_keeps_its_words() -> None:
    text = "«BAIС» и «Kаiyi» — № 5,  ½ тонны\u00ad…\nВторой абзац."
    article = extract(Page(url="https://x.example/1", now=NOW, text=text, title="Заголовок"))
    assert article.text == "«BAIС» и «Kаiyi» — № 5, ½ тонны…\nВторой абзац."
    assert (article.title, article.outcome, article.served_by) == ("Заголовок", Reason.ARTICLE, "given")


def test_a_refused_page_leaves_the_feeds_content() -> None:
    full = extract(Page(url="https://x.example/1", now=NOW, content_html=BODY, title="Завод запустил линию тележек"))
    assert (full.outcome, full.served_by) == (Reason.ARTICLE, "feed-content")
    short = extract(Page(url="https://x.example/1", now=NOW, summary="Коротко &amp; <b>ясно</b>", title="Завод - ТАСС",
                         publisher="ТАСС"))  # fmt: skip
    assert (short.outcome, short.text, short.title) == (Reason.SUMMARY_SERVES, "Коротко & ясно", "Завод")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("22 ноября 2026, 14:05", datetime(2026, 11, 22, 14, 5, tzinfo=MOSCOW)),
        ("сегодня в 9:15", datetime(2026, 11, 22, 9, 15, tzinfo=MOSCOW)),
        ("вчера, 21:40", datetime(2026, 11, 21, 21, 40, tzinfo=MOSCOW)),
        ("2 часа назад", datetime(2026, 11, 22, 10, 0, tzinfo=UTC)),
        ("21.11.2026 08:00", datetime(2026, 11, 21, 8, 0, tzinfo=MOSCOW)),
        ("Nov. 21, 2026 2:05 p.m. EST", datetime(2026, 11, 21, 19, 5, tzinfo=UTC)),
    ],
)
def test_a_visible_date_is_read_with_its_zone(written: str, at: datetime) -> None:
    html = f"<html lang='ru'><h1>Завод запустил линию тележек</h1><div class='date'>{written}</div>{BODY}"
    assert extract(page(html)).published == at


def test_a_stated_time_keeps_its_own_zone() -> None:
    html = f'<meta property="article:published_time" content="2026-11-22T01:30:00+03:00">{BODY}'
    published = extract(page(html)).published
    assert published is not None
    assert published.date().isoformat() == "2026-11-22"


def test_a_day_without_a_time_stays_that_day() -> None:
    article = extract(page(f'<html lang="ru"><meta name="date" content="2026-11-20">{BODY}'))
    assert (article.published, article.date_precision) == (datetime(2026, 11, 20, tzinfo=UTC), "day")


def test_a_date_in_the_future_is_not_believed() -> None:
    assert extract(page(f'<meta name="date" content="2031-01-01">{BODY}')).published is None


def test_captions_and_tags_are_kept_apart() -> None:
    html = BODY.replace("<p>", "<figure><img><figcaption>Цех завода</figcaption></figure><p>", 1)
    article = extract(page(f'<meta name="keywords" content="завод, порт">{html}'))
    assert article.captions == ("Цех завода",)
    assert article.tags == ("завод", "порт")
    assert "Цех завода" not in article.text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/news/full">', "https://gorod.example/news/full"),
        ('<link rel="canonical" href="https://gorod.example/">', "https://gorod.example/news/1"),
        ('<link rel="canonical" href="https://other.example.org/news/1">', "https://gorod.example/news/1"),
        ('<link rel="canonical" href="http://[broken">', "https://gorod.example/news/1"),
        ('<link rel="canonical" href="javascript:alert(1)">', "https://gorod.example/news/1"),
    ],
)
def test_a_canonical_address_is_believed_when_it_can_be(head: str, expected: str) -> None:
    assert extract(page(head + BODY)).canonical_url == expected


def test_an_amp_cache_page_leads_to_the_whole_page() -> None:
    html = f'<link rel="canonical" href="https://gorod.example/news/1">{BODY}'
    cached = Page(url="https://gorod-example.cdn.ampproject.org/c/1", now=NOW, body=html.encode())
    assert extract(cached).canonical_url == "https://gorod.example/news/1"


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("Линию запустили в срок, сообщает ТАСС.", "tass"),
        ("Об этом сообщили в пресс-службе, передаёт «Интерфакс».", "interfax"),
        ("По данным Ведомостей, сделка закрыта.", "vedomosti"),
        ("Директор рассказал «Ведомостям» о планах.", "vedomosti"),
        ("The plant opened on Sunday, according to Interfax.", "interfax"),
        ("MOSCOW (Reuters) - The plant opened.", "reuters"),
        ("The plant opened on Sunday, TASS reported.", "tass"),
        ("ТАСС переехал в новое здание.", ""),
        ("Сообщает пресс-служба завода.", ""),
    ],
)
def test_the_credit_line_names_a_publisher(text: str, credited: str) -> None:
    assert credited_to(text, "https://gorod.example/1", PUBLISHERS) == credited


def test_a_publisher_does_not_credit_itself() -> None:
    assert credited_to("Об этом сообщает ТАСС.", "https://tass.ru/1", PUBLISHERS) == ""


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "cp866", "utf-8", "utf-16-le"])
def test_an_undeclared_russian_charset_is_heard(charset: str) -> None:
    body = (b"\xff\xfe" if charset == "utf-16-le" else b"") + BODY.encode(charset)
    assert decode(body, "")[0] == BODY


def test_utf8_is_proved_before_a_header_is_believed() -> None:
    assert decode(BODY.encode(), "text/html; charset=windows-1251")[0] == BODY


def test_a_western_charset_stays_as_declared() -> None:
    assert decode("<p>Größe façade</p>".encode("iso8859-1"), "text/html; charset=iso-8859-1")[0] == "<p>Größe façade</p>"


def test_a_cut_letter_does_not_change_the_charset() -> None:
    text, charset = decode(BODY.encode()[:-20] + b"\xd0" + b"</p>", "")
    assert charset == "utf-8"
    assert ONE in text


def test_twice_encoded_text_is_repaired() -> None:
    twice = BODY.encode().decode("windows-1252", "replace")
    if "\ufffd" in twice:
        twice = BODY.encode().decode("latin-1")
    assert ONE in extract(page(twice)).text


def test_a_pdf_gives_its_text_or_says_why_not() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=100, height=100)
    buffer = io.BytesIO()
    writer.write(buffer)
    article = extract(Page(url="https://x.example/a.pdf", now=NOW, body=buffer.getvalue(), summary="Кратко."))
    assert (article.outcome, article.detail, article.text) == (Reason.PDF, "no text layer", "Кратко.")


def test_hidden_words_and_joints_leave_the_text() -> None:
    html = BODY.replace("линию по выпуску", "ли\u00adнию\u200b по\u00a0вы<b>пус</b>ку")
    assert extract(page(html)).text.split("\n")[0] == ONE
