from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.query import And, Facts, Node, Not, Or, Query, QueryError, Term, Text, matches, parse, shown
from monitor.core.query_tree import CHOICES, GRADED, NAMES

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KAIYI = Facts(
    watch="avto",
    kind="new-brand",
    values=frozenset({"Kaiyi"}),
    brands=frozenset({"Kaiyi"}),
    segments=frozenset({"ev", "suv-crossover"}),
    state="agreed",
    certainty="fact",
    link="strong",
    source="tass",
    language="ru",
    voices=2,
    published=datetime(2026, 2, 20, tzinfo=UTC),
    text="Завод начнёт выпускать малые грузовики Kaiyi",
)


def holds(text: str, about: Facts = KAIYI) -> bool:
    return matches(parse(text), about, NOW).passed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "brand:Kaiyi",
        "brand:kaiyi",
        "brand:BAIC,Kaiyi",
        'brand:"Kaiyi"',
        "state>=agreed",
        "state>rumoured state<produced",
        'state!="rumoured end"',
        "segment:ev",
        "since:30d",
        "since:2026-02-20",
        "until:2026-02-20",
        "voices>=2",
        '"малые грузовики"',
        "«малые грузовики»",
        "грузов*",
        "-brand:BMW",
        "NOT brand:BMW",
        "brand:BMW OR kind:new-brand",
        "(brand:BMW OR segment:ev) -source:telegram",
        "link>=medium certainty:fact,plan",
        "kind:new-brand AND voices:2",
    ],
)
def test_a_query_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("brand:BMW", "brand:BMW: it is Kaiyi"),
        ("state>=produced", "state>=produced: it is agreed"),
        ("since:7d", "since:7d: it is 2026-02-20 00:00:00+00:00"),
        ("until:2026-02-19", "until:2026-02-19: it is 2026-02-20 00:00:00+00:00"),
        ('"грузовики малые"', '"грузовики малые" is not in the text'),
        ("-segment:ev", "segment:ev is excluded"),
        ("brand:BMW OR voices>5", "brand:BMW: it is Kaiyi; nor voices>5: it is 2"),
        ("story:x", "story:x: it is none"),
    ],
)
def test_a_no_says_which_term_did_not_hold(text: str, why: str) -> None:
    assert matches(parse(text), KAIYI, NOW).detail == why


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("brnad:Kaiyi", 0, "unknown field 'brnad'"),
        ("brnad:Kaiyi", 0, "did you mean 'brand'?"),
        ("a state>=agred", 9, "did you mean 'agreed'?"),
        ("state>=denied", 7, "'denied' is no state"),
        ("brand>=Kaiyi", 0, "has no order"),
        ("brand:", 6, "'brand:' needs a value"),
        ("brand: Kaiyi", 6, "needs a value"),
        ("voices>=many", 8, "needs a number"),
        ("since:soon", 6, "is no time"),
        ("since:2025-02-30", 6, "is no time"),
        ("since>30d", 0, "written with ':'"),
        ('"малые', 0, "not closed"),
        ("(a OR b", 0, "'(' is not closed"),
        ("a)", 1, "')' without '('"),
        ("a OR", 4, "'OR' needs something after it"),
        ("OR a", 0, "'OR' needs something before it"),
        ("a AND", 2, "'AND' needs something on both sides"),
        ("NOT", 0, "'NOT' needs something after it"),
        ("()", 0, "nothing between"),
        ("a - b", 2, "no letters"),
        ("(" * 50 + "a" + ")" * 50, 20, "more than 20 levels"),
        ("-" * 50 + "a", 20, "more than 20 levels"),
        ("a " * 1500, 2000, "at most 2000"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, at: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert said in str(caught.value)
    assert caught.value.at == at


def test_words_match_in_any_form_where_the_language_knows_them() -> None:
    lemmas = {
        "малых": frozenset({"малый"}),
        "малые": frozenset({"малый"}),
        "грузовиков": frozenset({"грузовик"}),
        "грузовики": frozenset({"грузовик"}),
    }
    asked = parse('"малых грузовиков"')
    assert not matches(asked, KAIYI, NOW).passed
    assert matches(asked, KAIYI, NOW, lambda word: lemmas.get(word, frozenset({word}))).passed


words = st.text(alphabet="абвkaiyi019", min_size=1, max_size=6)
values = st.text(alphabet="Kaiyi ×-,()ж", min_size=1, max_size=8).map(str.strip).filter(bool)
terms: st.SearchStrategy[Node] = st.one_of(
    st.builds(
        Term, st.sampled_from(NAMES), st.sampled_from(["=", "!="]), st.lists(values, min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Term, st.just("state"), st.sampled_from(["=", "!="]), st.sampled_from([(c,) for c in CHOICES["state"]])),
    st.builds(
        Term, st.just("link"), st.sampled_from([">=", "<", "<=", ">"]), st.sampled_from([(c,) for c in GRADED["link"]])
    ),
    st.builds(Term, st.just("voices"), st.sampled_from(["=", ">=", "<"]), st.integers(0, 99).map(lambda n: (str(n),))),
    st.builds(Term, st.sampled_from(["since", "until"]), st.just("="), st.sampled_from([("30d",), ("2025-01-31",)])),
    st.builds(Text, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Text, st.tuples(words), st.just(True)),
)
trees: st.SearchStrategy[Node] = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def placeless(node: Node) -> Node:
    if isinstance(node, Term):
        return Term(node.field, node.op, node.values)
    if isinstance(node, Text):
        return Text(node.words, node.prefix)
    if isinstance(node, Not):
        return Not(placeless(node.part))
    return type(node)(tuple(placeless(part) for part in node.parts))


@given(trees)
def test_what_is_shown_reads_back_to_the_same_tree(tree: Node) -> None:
    assert placeless(parse(shown(tree)).root) == placeless(tree)


@given(st.text(max_size=200) | st.text(alphabet='()-"«» :<>=!,ORANDbrand*state', max_size=60))
def test_any_text_is_a_query_or_a_named_mistake(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.at <= max(len(text), 2000)
    else:
        matches(query, KAIYI, NOW)


@given(trees)
def test_a_query_and_its_opposite_never_agree(tree: Node) -> None:
    both = [matches(Query("", node), KAIYI, NOW).passed for node in (tree, Not(tree))]
    assert both[0] is not both[1]
