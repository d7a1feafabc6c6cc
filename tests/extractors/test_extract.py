# ruff: noqa: E501  rows of cases read best as they are
from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.core.dates import visible_date
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


FLASH = "ОЗЁРСК, 22 ноября. Завод «Прибойсталь» начал выпуск тележек для портовых кранов, сообщили в его пресс-службе."


@pytest.mark.parametrize(
    "around",
    ["<article><h1>Завод начал выпуск тележек</h1><p>{}</p></article>",
     "<h1>Завод начал выпуск тележек</h1><div class='text-content'><p>{}</p></div><ul class='tags'><li>порт</li></ul>",
     "<h1>Завод начал выпуск тележек</h1><div itemprop='articleBody'>{}</div>"],
)  # fmt: skip
def test_one_sentence_is_an_article_where_the_page_names_it_one(around: str) -> None:
    article = extract(page(around.format(FLASH)))
    assert (article.outcome, article.text) == (Reason.ARTICLE, FLASH)


def test_one_sentence_in_an_unnamed_place_is_none() -> None:
    assert extract(page(f"<div>{FLASH}</div>")).outcome is Reason.NOTHING_READABLE


def test_what_was_cut_is_kept_apart() -> None:
    html = BODY.replace(f"<p>{THREE}</p>", f"<p><a href='/x'>Читайте также: Порт получил буксиры</a></p><p>{THREE}</p>")
    article = extract(page(html))
    assert article.text.split("\n") == [ONE, TWO, THREE]
    assert "Читайте также: Порт получил буксиры" in article.cut


def test_the_line_below_the_headline_and_the_amp_copy_are_read() -> None:
    html = BODY.replace("</h1>", "</h1><h2>Первая партия уйдёт заказчику через неделю</h2>", 1)
    article = extract(page(f'<link rel="amphtml" href="/amp/news/1">{html}'))
    assert article.subtitle == "Первая партия уйдёт заказчику через неделю"
    assert article.amp_url == "https://gorod.example/amp/news/1"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5 Ocak 2022, Çarşamba", "2022-01-05"), ("2022. augusztus 5., 10:20", "2022-08-05"),
        ("2022 m. sausio 5 d.", "2022-01-05"), ("2022. gada 5. janvāris", "2022-01-05"), ("2022년 1월 5일", "2022-01-05"),
        ("Thứ tư, 5 tháng 1, 2022", "2022-01-05"), ("5 มกราคม 2565", "2022-01-05"), ("5 жніўня 2022", "2022-08-05"),
        ("5 października 2022", "2022-10-05"), ("5. prosince 2022", "2022-12-05"), ("5 जनवरी 2022", "2022-01-05"),
    ],
)  # fmt: skip
def test_dates_of_many_languages_are_read(written: str, day: str) -> None:
    dated = visible_date(written, NOW)
    assert dated is not None
    assert dated.at.date().isoformat() == day


def test_numbers_are_month_first_on_american_pages() -> None:
    html = "<html lang='{}'><h1>The plant opened</h1><div class='date'>3/5/2022</div>" + BODY
    days = [extract(page(html.format(lang))).published for lang in ("en-US", "en-GB")]
    assert [day and day.date().isoformat() for day in days] == ["2022-03-05", "2022-05-03"]


def test_the_feeds_date_goes_before_a_guess() -> None:
    between = "<p>Студия</p>" * 8
    html = f"{BODY}{between}<div class='credits'><p>Mise en ligne</p><p>23 mai 2019</p></div>"
    told = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert extract(page(html, published=told)).published == told
    guess = extract(page(html)).published
    assert guess is not None
    assert guess.date().isoformat() == "2019-05-23"


def test_broken_json_ld_still_tells_its_date() -> None:
    broken = '{"@type":"NewsArticle","headline":"Завод "Прибой"","datePublished":"2026-11-21T10:00:00+03:00"}'
    published = extract(page(f'<script type="application/ld+json">{broken}</script>{BODY}')).published
    assert published == datetime(2026, 11, 21, 10, 0, tzinfo=MOSCOW)


def test_the_headline_above_the_text_goes_before_what_search_engines_are_told() -> None:
    head = '<title>Тележки: цены и сроки | Город</title><meta property="og:title" content="Тележки: цены и сроки">'
    assert extract(page(head + BODY)).title == "Завод запустил линию тележек"


def _pdf(text: str) -> bytes:
    """A PDF of one page in a standard font, made by hand."""
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_a_pdf_with_a_text_layer_gives_its_text_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pypdf")
    text = "Harbour Steel opened a production line for crane trolleys in Ozersk, the company said."
    article = extract(Page(url="https://x.example/a.pdf", now=NOW, body=_pdf(text), content_type="application/pdf"))
    assert (article.outcome, article.served_by, article.text) == (Reason.PDF, "pdf", text)
    assert capfd.readouterr().err == ""


LONG = "Завод расширит участок сборки и наймёт ещё сорок человек, сказал его директор на встрече с журналистами в четверг. "


def test_a_box_of_other_articles_between_two_paragraphs_does_not_end_the_article() -> None:
    box = "<section class='newsletter-box'><h2>Читайте также</h2><p>Порт получил два буксира и кран</p></section>"
    paragraphs = [f"{LONG}Это абзац номер {n}." for n in range(8)]
    html = "".join(f"<p>{text}</p>{box if n == 3 else ''}" for n, text in enumerate(paragraphs))
    assert extract(page(f"<article><h1>Завод расширит сборку</h1>{html}</article>")).text.split("\n") == paragraphs


def test_parts_of_a_body_that_are_counted_belong_together() -> None:
    parts = "".join(f"<section><div class='story-body story-body-{n}'><p>{LONG}{n}.</p></div></section>" for n in (1, 2, 3))
    text = extract(page(f"<main><h1>Завод расширит сборку</h1>{parts}</main>")).text
    assert [line[-2:] for line in text.split("\n")] == ["1.", "2.", "3."]


CHINESE = (
    "海港钢铁公司周日宣布，在奥焦尔斯克投产一条起重机小车生产线，首批十二台将于月底前交付。",
    "厂长表示，该项目投资三亿四千万卢布，“我们用半年时间培训工人”，今后每年可组装四十台。",
    "此前这类部件依赖进口，如今部分零件由本地加工。",
)


def test_a_short_chinese_article_is_one_and_keeps_its_signs() -> None:
    body = "".join(f"<p>{text}</p>" for text in CHINESE)
    links = "".join(f"<h3><a href='/{n}'>港口迎来两艘新拖船和一台起重机 {n}</a></h3>" for n in range(12))
    head = "<meta property='og:type' content='article'>"
    article = extract(page(f"{head}<h1>海港钢铁公司投产新线</h1><div class='x1'>{body}</div><div class='x2'>{links}</div>"))
    assert (article.outcome, article.text.split("\n")) == (Reason.ARTICLE, list(CHINESE))


@pytest.mark.parametrize("byline", ["ByAnna Vetrova", "By Anna Vetrova December 21, 2026", "Anna Vetrova Nov. 2, 2026 9:15"])
def test_a_byline_is_a_name_without_what_stands_around_it(byline: str) -> None:
    assert extract(page(BODY.replace("</h1>", f"</h1><div class='byline'>{byline}</div>", 1))).author == "Anna Vetrova"


def test_parts_of_a_body_in_columns_of_their_own_belong_together_unless_a_headline_stands_between() -> None:
    one, two = (f"<section class='story-main'><div class='story-text'>{''.join(f'<p>{LONG}{n}.</p>' for n in part)}</div>"
                "</section>" for part in ((1, 2, 3), (4, 5, 6, 7)))  # fmt: skip
    whole = extract(page(f"<h1>Завод расширит сборку</h1>{one}<div class='ad'>Реклама</div>{two}")).text
    assert [line[-2:] for line in whole.split("\n")] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    other = extract(page(f"<h1>Завод расширит сборку</h1>{one}<h1>Порт получил два буксира</h1>{two}")).text
    assert len(other.split("\n")) == 4
