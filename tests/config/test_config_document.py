"""YAML with lines, within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config.document import MAX_BYTES, MAX_DEPTH, decode, read, scalar
from monitor.errors import ConfigError


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text, "c.yaml")
    assert len(caught.value.problems) == 1
    return str(caught.value.problems[0])


def test_values_know_their_lines() -> None:
    document = read("a: 1\nb:\n  - x\n  - y: 2\n", "c.yaml")
    assert document.values == {"a": 1, "b": ["x", {"y": 2}]}
    assert document.at(("b", 1, "y")) == "c.yaml:4"
    assert document.at(("b", 1, "z")) == "c.yaml:4"
    assert document.at(("nowhere",)) == "c.yaml:1"


def test_an_empty_file_is_an_empty_config() -> None:
    assert read("", "c.yaml").values == {}
    assert read("# only a remark\n", "c.yaml").values == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22:30", "22:30"),
        ("no", "no"),
        ("010", 10),
        ("1.5", 1.5),
        ("true", True),
        ("~", None),
        ("2024-01-01", "2024-01-01"),
    ],
)
def test_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    assert scalar(text, quoted=False) == value


def test_a_quoted_scalar_is_text() -> None:
    assert read("a: '15'", "c.yaml").values == {"a": "15"}


@pytest.mark.parametrize(
    "text", ["a: [1", "a: b: c", "\ta: 1", "a: 'x", "a: *nothing", "- 1\n- 2", "just words", "a: \x01"]
)
def test_broken_yaml_is_one_clear_line(text: str) -> None:
    said = refused(text)
    assert said.startswith(("c.yaml:1: ", "c.yaml:2: "))
    assert "\n" not in said


def test_a_key_written_twice_is_a_problem_with_both_lines() -> None:
    document = read("a: 1\nb: 2\na: 3\n", "c.yaml")
    assert document.values["a"] == 1
    assert [str(one) for one in document.problems] == ["c.yaml:3: a: written twice (first on line 1); keep one"]


def test_aliases_that_multiply_are_bounded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "values (aliases included)" in refused("\n".join(lines))


def test_an_alias_of_itself_is_refused() -> None:
    assert "alias" in refused("a: &a [*a]")


def test_deep_nesting_is_refused_before_it_costs_anything() -> None:
    assert f"deeper than {MAX_DEPTH}" in refused("a: " + "[" * 50_000)


def test_foreign_tags_do_nothing_but_a_problem() -> None:
    document = read("a: !!python/object/apply:os.system [ls]\nb: !mine x\n", "c.yaml")
    assert ["tag" in problem.said for problem in document.problems] == [True, True]
    assert document.values == {"a": ["ls"], "b": "x"}


def test_a_file_in_another_encoding_names_its_line() -> None:
    with pytest.raises(ConfigError, match=r"c\.yaml:2: the file is not UTF-8"):
        decode("a: 1\nb: Автор\n".encode("cp1251"), "c.yaml")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(ConfigError, match="larger than"):
        decode(b"#" * (MAX_BYTES + 1), "c.yaml")


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read(decode(b"\xef\xbb\xbfa: 1", "c.yaml"), "c.yaml").values == {"a": 1}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t0~$", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read(text, "c.yaml")
    except ConfigError as error:
        assert error.problems
    else:
        assert isinstance(document.values, dict)
