from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from monitor.core.novelty import Novelty, Observation, Origin, informed, not_news, observations
from monitor.knowledge.terms import Pack, Term
from monitor.model import (
    Amount,
    Analysis,
    Article,
    Certainty,
    Fingerprints,
    Link,
    Mention,
    Relevance,
    State,
    WatchScore,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FACT, PLAN, RUMOUR = Certainty.FACT, Certainty.PLAN, Certainty.RUMOUR


def mention(
    kind: str, value: str, certainty: Certainty = FACT, sentence: str = "s", *, link: Link = Link.STRONG, **data: str
) -> Mention:
    return Mention(kind, value, value, "text", 0, 1, sentence, "avto", link, certainty, data=MappingProxyType(data))


def read(*mentions: Mention, amounts: tuple[Amount, ...] = (), params: Novelty | None = None) -> list[Observation]:
    article = Article("https://a.example/1?utm=x", "https://a.example/1", "t", "x", "ru", NOW - timedelta(days=1))
    watches = {"avto": WatchScore(Relevance.PRIMARY, 1.0)}
    analysis = Analysis(article, mentions, amounts, watches, Fingerprints("h"))
    return list(observations(analysis, Origin("tass", "tass"), NOW, params or Novelty()))


def claim(*mentions: Mention) -> tuple[str, str]:
    seen = read(*mentions)[0]
    return seen.state, seen.certainty


def event(value: str, certainty: Certainty = FACT, **data: str) -> Mention:
    return mention("event", value, certainty, **data)


@pytest.mark.parametrize(
    ("certainty", "events", "state"),
    [
        (FACT, [], "produced"),
        (FACT, [event("production-start")], "produced"),
        (FACT, [event("partnership")], "agreed"),
        (FACT, [event("certification"), event("partnership")], "certified"),
        (FACT, [event("production-plan", PLAN)], "planned"),
        (PLAN, [], "planned"),
        (PLAN, [event("partnership")], "agreed"),
        (PLAN, [event("partnership", PLAN)], "planned"),
        (RUMOUR, [event("partnership")], "rumoured"),
        (RUMOUR, [event("halt", RUMOUR)], "ended"),
        (PLAN, [event("halt", PLAN)], "ended"),
        (Certainty.ENDED, [event("halt")], "ended"),
        (Certainty.DENIED, [event("halt", Certainty.DENIED)], "denied"),
        (FACT, [event("partnership", brand="BAIC")], "produced"),
    ],
)
def test_certainty_and_the_events_of_the_sentence_give_the_rung(
    certainty: Certainty, events: list[Mention], state: str
) -> None:
    assert claim(mention("brand", "Kaiyi", certainty), *events) == (state, certainty)


def test_what_ended_without_a_stop_being_told_is_history() -> None:
    assert claim(mention("brand", "BMW", Certainty.ENDED)) == ("ended", Certainty.HISTORIC)


def test_an_article_speaks_with_its_strongest_claim_and_shows_that_sentence() -> None:
    seen = read(
        mention("brand", "Kaiyi", RUMOUR, "first"),
        mention("brand", "Kaiyi", PLAN, "second"),
        mention("brand", "Kaiyi", Certainty.HISTORIC, "third"),
    )
    assert [(s.state, s.sentence) for s in seen] == [("planned", "second")]


def test_a_denied_stop_outweighs_the_rumour_of_it() -> None:
    seen = read(
        mention("brand", "Kaiyi", RUMOUR, "rumour"),
        mention("event", "halt", RUMOUR, "rumour"),
        mention("brand", "Kaiyi", Certainty.DENIED, "no"),
        mention("event", "halt", Certainty.DENIED, "no"),
    )
    assert [(s.state, s.about_end) for s in seen] == [("denied", True)]


def test_weak_links_and_indirect_looks_back_make_no_observation() -> None:
    assert read(mention("brand", "Kaiyi", link=Link.WEAK)) == []
    assert read(mention("brand", "VW", Certainty.HISTORIC, link=Link.MEDIUM)) == []
    assert read(mention("brand", "VW", Certainty.HISTORIC)) != []


def test_a_segment_does_not_end_with_the_brand_of_its_sentence() -> None:
    ended = Certainty.ENDED
    seen = read(mention("brand", "BMW", ended), mention("segment", "suv", ended), mention("event", "halt", ended))
    assert [s.kind for s in seen] == ["brand"]
    alone = read(mention("segment", "trucks", ended), mention("event", "halt", ended))
    assert [(s.kind, s.state) for s in alone] == [("segment", "ended")]


def test_brands_and_segments_of_one_sentence_are_pairs_where_one_of_them_is_alone() -> None:
    one = read(mention("brand", "Kaiyi"), mention("brand", "BAIC"), mention("segment", "ev"))
    assert [s.value for s in one if s.kind == "pair"] == ["BAIC × ev", "Kaiyi × ev"]
    assert one[0].segments == ("ev",)
    both = [mention("brand", b) for b in ("Kaiyi", "BAIC")] + [mention("segment", s) for s in ("ev", "suv")]
    assert [s for s in read(*both) if s.kind == "pair"] == []


def test_sums_are_named_by_what_they_are_for() -> None:
    money = Amount(2e9, "RUB", "over", "2 млрд", "text", 5, 9, None, "avto", Link.STRONG, "2 млрд s")
    part = Amount(1e8, "RUB", "", "2 млрд", "text", 5, 9, None, "avto", Link.STRONG, "2 млрд s")
    seen = read(
        mention("segment", "ev", sentence="2 млрд s"),
        mention("event", "investment", sentence="2 млрд s"),
        amounts=(part, money),
    )
    assert [(s.value, s.state) for s in seen if s.kind == "amount"] == [("investment/ev", "2000000000 RUB")]


def test_suppliers_and_owner_groups_are_no_news() -> None:
    terms = (
        Term("brand", "Magna", ("Magna",), role="supplier"),
        Term("brand", "SAIC", ("SAIC",), group=True),
        Term("brand", "Kaiyi", ("Kaiyi",)),
    )
    pack = Pack("cars", {"brand": terms})
    params = Novelty(no_news=not_news(pack))
    seen = read(mention("brand", "Magna"), mention("brand", "SAIC"), mention("brand", "Kaiyi"), params=params)
    assert [s.value for s in seen] == ["Kaiyi"]


def test_candidates_below_the_score_or_guessed_to_be_companies_are_passed_over() -> None:
    good = mention("candidate", "Foo", score="0.9", guess="brand")
    low, company = mention("candidate", "Bar", score="0.2"), mention("candidate", "Baz", score="0.9", guess="company")
    seen = read(good, low, company, mention("candidate-model", "X1"), params=Novelty(candidate_score=0.5))
    assert [(s.kind, s.value, s.state) for s in seen] == [("candidate", "Foo", State.CANDIDATE)]


def test_an_article_from_the_future_counts_from_now() -> None:
    article = Article("https://a.example/1", "", "t", "x", "ru", NOW + timedelta(days=30))
    analysis = Analysis(
        article, (mention("brand", "Kaiyi"),), (), {"avto": WatchScore(Relevance.PRIMARY, 1)}, Fingerprints("")
    )
    assert observations(analysis, Origin("tass", ""), NOW, Novelty())[0].at == NOW


def test_the_history_of_a_joint_badge_covers_its_other_maker_but_not_a_name_that_only_ends_alike() -> None:
    terms = (
        Term("brand", "GM Daewoo", ("GM Daewoo",), owner="General Motors"),
        Term("brand", "General Motors", ("General Motors", "GM"), group=True),
        Term("brand", "Daewoo", ("Daewoo",)),
        Term("brand", "Land Rover", ("Land Rover",), owner="Tata"),
        Term("brand", "Rover", ("Rover",)),
    )
    params = informed(Novelty(history={"brand": ("GM Daewoo", "Land Rover")}), Pack("cars", {"brand": terms}))
    assert params.history["brand"] == ("GM Daewoo", "Land Rover", "Daewoo")
    assert params.no_news["brand"] == frozenset({"General Motors"})
