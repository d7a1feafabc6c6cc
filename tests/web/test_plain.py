"""The program's codes in the reader's words."""

from __future__ import annotations

import pytest

from monitor.core.health import Health
from monitor.model import Link, Reason, Relevance, Stage
from monitor.web.plain import because, plain, reason
from monitor.web.reading import difference

CODES = {"stage": Stage, "link": Link, "relevance": Relevance, "health": Health}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_code_of_a_decision_a_mention_and_a_source_has_words(language: str) -> None:
    said = [plain(kind, code, language) for kind, codes in CODES.items() for code in codes]
    said += [reason(code, language) for code in Reason]
    assert all(any("а" <= letter <= "я" for letter in one) == (language == "ru") for one in said)


@pytest.mark.parametrize(
    ("said", "english", "russian"),
    [
        ("the words for ev; stated", "the words for electric vehicles; stated", "слова о том, что это электромобили"),
        ("in the company's town, and named in the sentence", "in the company's town, and named in the sentence",
         "в городе компании, и названо в предложении"),
        ("model Dashing of Jetour", "model Dashing of Jetour", "модель Dashing марки Jetour"),
        ("the words for halt; denied", "the words for halt; denied", "слова о том, что это остановка; опровергается"),
    ],
)  # fmt: skip
def test_what_a_tagger_says_is_told_in_the_readers_language(said: str, english: str, russian: str) -> None:
    assert because(said, {"ev": "electric vehicles"}, "en") == english
    assert because(said, {"ev": "электромобили"}, "ru").startswith(russian)


def test_of_an_edited_sentence_the_changed_words_are_told() -> None:
    old, new = (["Title", f"The plant starts in {month}, officials say."] for month in ("May", "June"))
    assert difference(old, new) == [
        ("", "Title"), ("", "The plant starts in"), ("-", "May,"), ("+", "June,"), ("", "officials say."),
    ]  # fmt: skip


def test_a_sentence_written_anew_is_told_whole() -> None:
    assert difference(["All is well."], ["Nothing stands here now."]) == [
        ("-", "All is well."), ("+", "Nothing stands here now."),
    ]  # fmt: skip
