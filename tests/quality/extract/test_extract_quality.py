"""Floors of extraction. They only rise."""

from __future__ import annotations

import pytest

from monitor.extractors import extract
from monitor.model import Page, Reason

from .blind import blind, blind_no_articles
from .held_out import held_out
from .made_up import NOW, Made, NoArticle, no_articles, pages
from .scores import body_f1, gold, ours, scored

MADE = list(pages())
NONE = [*no_articles(), *blind_no_articles()]  # of the blind ones all 24 were right when first run
STATED_IN_MARKS = ("wordpress", "modern", "amp", "lead_apart", "live_furniture", "long_tail")


def _read(made: Made) -> Page:
    body = made.html.encode(made.charset, "xmlcharrefreplace")
    return Page(url=made.url, now=NOW, body=body, content_type=made.content_type)


def test_made_up_pages_give_the_expected_body() -> None:
    scores = {made.name: body_f1(extract(_read(made)).text, made.text) for made in MADE}
    assert len(scores) >= 40
    assert sum(scores.values()) / len(scores) >= 0.99, {name: s for name, s in scores.items() if s < 0.99}


def test_styles_that_were_not_tuned_to_give_body_title_and_day() -> None:
    """When first run in November 2026: body F1 0.983 (trafilatura 0.913), every title and day right."""
    scores, wrong = {}, []
    for made in held_out():
        article = extract(_read(made))
        scores[made.name] = body_f1(article.text, made.text)
        day = article.published.date() if article.published else None
        if (article.title, day, article.outcome) != (made.story.title, made.story.at.date(), Reason.ARTICLE):
            wrong.append((made.name, article.title, day, article.outcome))
    assert len(scores) >= 48
    assert sum(scores.values()) / len(scores) >= 0.98, {name: s for name, s in scores.items() if s < 0.98}
    assert not wrong


def test_pages_written_blind_give_body_title_and_day() -> None:
    """When first run on 1 December 2026: body F1 0.993 (trafilatura 0.957), titles 28 of 32, days 32 of 32."""
    scores, wrong = {}, []
    for made in blind():
        article = extract(_read(made))
        scores[made.name] = body_f1(article.text, made.text)
        day = article.published.date() if article.published else None
        if (article.title, day, article.outcome) != (made.story.title, made.story.at.date(), Reason.ARTICLE):
            wrong.append((made.name, article.title, day, article.outcome))
    assert len(scores) >= 32
    assert sum(scores.values()) / len(scores) >= 0.99, {name: s for name, s in scores.items() if s < 0.99}
    assert not wrong


def test_made_up_pages_give_title_and_time() -> None:
    wrong = []
    for made in MADE:
        article = extract(_read(made))
        on_time = article.published is not None and (
            article.published == made.story.at
            or (article.date_precision == "day"
            and article.published.date() == made.story.at.date())
        )
        if article.title != made.story.title or not on_time or article.outcome is not Reason.ARTICLE:
            wrong.append((made.name, article.title, article.published, article.outcome))
    assert not wrong


def test_made_up_pages_give_the_author_that_their_marks_state() -> None:
    stated = [made for made in MADE if made.name.startswith(STATED_IN_MARKS)]
    wrong = [made.name for made in stated if extract(_read(made)).author != made.story.author]
    assert not wrong


@pytest.mark.parametrize("page", NONE, ids=lambda page: page.name)
def test_what_is_no_article_is_named(page: NoArticle) -> None:
    article = extract(
        Page(url=page.url, now=NOW, body=page.body, content_type=page.content_type, language=page.language,
             title="Заголовок", summary="Что сказала лента об этой новости.")
    )  # fmt: skip
    assert article.outcome is page.outcome
    assert article.text


def test_the_summary_serves_and_the_article_says_so() -> None:
    walls = [page for page in NONE if page.outcome in {Reason.CHALLENGE, Reason.SOFT_404, Reason.LOGIN_WALL}]
    for page in walls:
        article = extract(Page(url=page.url, now=NOW, body=page.body, summary="Что сказала лента."))
        assert (article.text, article.served_by) == ("Что сказала лента.", "summary")


def test_a_paywall_says_how_much_is_readable() -> None:
    for page in (page for page in NONE if page.outcome is Reason.PAYWALL):
        article = extract(Page(url=page.url, now=NOW, body=page.body))
        assert "characters are readable" in article.detail
        assert len(article.text) > 100


def test_real_pages_keep_their_floors() -> None:
    rows = gold()
    if not rows:
        pytest.skip("the shared folder of real pages is not here")
    score = scored(ours, rows)
    print(f"\n150 real pages: F1 {score.f1:.4f}, title {score.share('title'):.3f}, date {score.share('date'):.3f}")
    assert score.f1 >= 0.945
    assert score.share("title") >= 0.86
    assert score.share("date") >= 0.90
    assert score.share("author") >= 0.55


def test_both_halves_of_the_real_pages_keep_a_floor() -> None:
    """The halves differ by luck (0.964 and 0.929 in November 2026); a rule for one page would move one of them only."""
    rows = gold()
    if not rows:
        pytest.skip("the shared folder of real pages is not here")
    assert scored(ours, rows[::2]).f1 >= 0.96
    assert scored(ours, rows[1::2]).f1 >= 0.92
