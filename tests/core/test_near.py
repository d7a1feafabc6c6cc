"""The same text twice: hashes, sketches, containment, slots."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core import near
from monitor.model import Reason

NEWS = (
    "На заводе «Заря» в Орле запустили сборку электробусов. Первая партия из 12 машин выйдет на линию до конца июня. "
    "Инвестиции в новый цех составили 1,4 млрд рублей, рассказал директор предприятия Пётр Лавров.\n"
    "Кузова привозят из Минска, батареи делают на месте. К осени здесь рассчитывают нанять ещё 150 рабочих.\n"
    "Ранее сообщалось, что город закупит у завода сорок машин и построит для них две зарядные станции."
)
OTHER = (
    "В порту Усть-Луги столкнулись два сухогруза. Никто не пострадал, разлива топлива нет. Движение по каналу "
    "восстановили через три часа, причины выясняет транспортная прокуратура. Капитаны обоих судов отстранены."
)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace(" ", "  ").replace("\n", "\n\n"),
        lambda text: text.replace("«", '"').replace("»", '"'),
        lambda text: text.replace("ё", "е").upper(),
        lambda text: text.replace("электробусов", "электро\u00adбусов").replace(" из ", "\u00a0из "),
        lambda text: text.replace("Орле", "Opлe").replace("Минска", "Mинскa"),  # Latin look-alikes
    ],
    ids=["spaces", "quotes", "yo and case", "hyphens and hard spaces", "look-alikes"],
)
def test_the_hash_forgives_what_readers_do_not_see(edit: object) -> None:
    assert callable(edit)
    assert near.text_hash(edit(NEWS)) == near.text_hash(NEWS)


def test_one_changed_word_changes_the_hash() -> None:
    assert near.text_hash(NEWS.replace("июня", "июля")) != near.text_hash(NEWS)


@pytest.mark.parametrize("empty", ["", " \n", "—!?", "🚗"])
def test_a_text_without_words_has_no_hash_and_no_sketch(empty: str) -> None:
    assert near.text_hash(empty) == "" and near.sign(empty) == () and near.shingles(empty) == frozenset()


def test_a_shortened_copy_is_a_reprint_and_says_what_was_cut() -> None:
    short = NEWS.split("\n", maxsplit=1)[0]
    found = near.compare(NEWS, short)
    assert found.reason is Reason.REPRINT and found.taken == 1.0 and 0.3 < found.kept < 0.8
    assert len(found.cut) == 3 and not found.added


def test_a_copy_with_a_lead_and_a_footer_of_its_own_is_a_reprint_and_says_what_was_added() -> None:
    found = near.compare(NEWS, "Новости дня от нашего канала. " + NEWS + " Подписывайтесь на нас, сообщает агентство.")
    assert found.reason is Reason.REPRINT and len(found.added) == 2 and not found.cut


def test_an_edited_version_at_the_same_address_is_a_revision() -> None:
    found = near.compare(NEWS, NEWS.replace("12 машин", "14 машин"), same_address=True)
    assert found.reason is Reason.REVISION


def test_a_rewritten_page_at_the_same_address_is_still_a_revision() -> None:
    assert near.compare(NEWS, OTHER, same_address=True).reason is Reason.REVISION


def test_the_same_words_are_the_same_article() -> None:
    assert near.compare(NEWS, NEWS.upper()).reason is Reason.SAME_ARTICLE


def test_another_text_is_a_report_of_its_own() -> None:
    found = near.compare(NEWS, OTHER)
    assert found.reason is Reason.FIRST_REPORT and found.kept == found.taken == 0.0


def test_a_quotation_in_a_long_text_of_its_own_is_no_reprint() -> None:
    quoted = " ".join(f"своё слово номер {n} о другом" for n in range(60)) + " " + NEWS.split(". ", maxsplit=1)[0]
    assert near.compare(NEWS, quoted).reason is Reason.FIRST_REPORT


def test_a_shared_footer_makes_no_reprint_of_two_short_posts() -> None:
    footer = " Подписаться на канал, прислать новость, читать нас без рекламы"
    assert near.compare("Дождь в Орле" + footer, "Матч отложен" + footer).reason is Reason.FIRST_REPORT


def test_slots_of_one_fortnight_lie_side_by_side_and_fit_six_bytes() -> None:
    at = datetime(2024, 5, 1, tzinfo=UTC)
    early, late = near.slots((0, 2**32 - 1), at), near.slots((0, 2**32 - 1), at + timedelta(days=14))
    assert max(early) < min(late) and min(early) >= 0 and max(late) < 2**47


@given(st.integers(-14, 14), st.integers(-7_000, 33_000))
def test_a_lookup_within_the_window_meets_every_article_of_it(days: int, since_1989: int) -> None:
    at = datetime(1989, 3, 1, 12, tzinfo=UTC) + timedelta(days=since_1989)
    stored = near.slots((77,), at + timedelta(days=days))
    assert set(stored) <= set(near.slots((77,), at, near.WINDOW_DAYS))
    assert len(near.slots((77,), at, near.WINDOW_DAYS)) <= 3


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    found = near.compare(a, b)
    assert 0 <= found.kept <= 1 and 0 <= found.taken <= 1
    assert len(near.sign(a)) <= 16 and near.bands(near.sign(a)) == near.bands(near.sign(a))


@given(st.lists(st.sampled_from(["завод", "цех", "порт", "суд", "матч", "дождь", "театр"]), max_size=60))
def test_containment_in_itself_is_whole(words: list[str]) -> None:
    text = " ".join(words)
    assert near.containment(text, text) == (1.0 if words else 0.0)


KNOWN = (Reason.REPRINT, Reason.SAME_ARTICLE)  # the dice may leave every word as it was


def edited(text: str, rate: float, seed: int) -> str:
    """The text with a share of its words replaced."""
    dice = random.Random(seed)
    return " ".join(f"правка{dice.randrange(999)}" if dice.random() < rate else word for word in text.split(" "))


@pytest.mark.parametrize("rate", [0.05, 0.10, 0.15])
def test_a_copy_with_words_changed_is_found_by_its_sketch_and_known_as_a_reprint(rate: float) -> None:
    found = [
        bool(set(near.sign(NEWS)) & set(near.sign(new))) and near.compare(NEWS, new).reason in KNOWN
        for new in (edited(NEWS, rate, seed) for seed in range(60))
    ]
    assert sum(found) >= 0.97 * len(found)


def test_a_page_of_a_million_words_is_read_in_bounds() -> None:
    huge = "завод " * 1_000_000
    assert len(near.words(huge)) < 20_000
