"""What a knowledge file may say, and that everything wrong in it is told at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import KnowledgeError
from monitor.knowledge import Accepted, Overlay, Pack, Term, load
from monitor.knowledge.nodes import Problems, parse, plain

PACKS = """
trade:
  title: A trade
  kinds: {brand: [brands.yaml], segment: [segments.yaml]}
  events: [events.yaml]
  words: {plant: [works]}
"""


def write(folder: Path, **files: str) -> dict[str, Path]:
    texts = {"packs": PACKS, "brands": "{}", "segments": "{}", "events": "{}", **files}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {"trade": folder / "packs.yaml"}


def read(folder: Path, **files: str) -> Pack:
    return load({}, write(folder, **files)).packs["trade"]


def problems(folder: Path, **files: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read(folder, **files)
    return [str(problem) for problem in caught.value.problems]


def brands(pack: Pack) -> dict[str, Term]:
    return {term.value: term for term in pack.kinds["brand"]}


def test_a_brand_has_its_canonical_name_first_and_its_models_with_their_segments(tmp_path: Path) -> None:
    text = "Foo:\n  names: [Фу]\n  owner: Bar\n  models:\n    suv ev: [Rover]\n    '-': [Plain]\n"
    foo = brands(read(tmp_path, brands=text))["Foo"]
    assert foo.names == ("Foo", "Фу")
    assert foo.models == ("Rover", "Plain")
    assert foo.model_segments == {"Rover": ("suv", "ev")}
    assert foo.owner == "Bar"
    assert foo.role == "maker"


def test_short_codes_and_shared_models_are_ambiguous_by_themselves(tmp_path: Path) -> None:
    text = "A: {models: {'-': [X3, Comet, Alone]}}\nB: {models: {'-': [comet]}}\n"
    made = brands(read(tmp_path, brands=text))
    assert made["A"].ambiguous_models == {"X3", "Comet"}
    assert made["B"].ambiguous_models == {"comet"}


def test_every_problem_is_told_at_once_with_its_file_and_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        brands="A: {names: [a1], role: king}\nB:\n  nams: [b]\nC: {names: [A1], group: 3}\nD: [1]\n",
        segments="s: {ambiguous: [nowhere]}\n",
    )
    assert [line.split(": ")[0] for line in found] == [
        "brands.yaml:1", "brands.yaml:3", "brands.yaml:4", "brands.yaml:5", "brands.yaml:4", "segments.yaml:1",
    ]  # fmt: skip
    assert "expected one of" in found[0]
    assert "did you mean 'names'?" in found[1]
    assert "expected true or false" in found[2]
    assert "already a name of 'A' (brands.yaml:1)" in found[4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A: {names: [x\n", "is not YAML"),
        ("A: {}\nA: {}\n", "'A' is written twice"),
        ("A: &a {names: [x]}\nB: *a\n", "uses an alias"),
        ("A: {names: [Chеry]}\n", "mixes Latin and Cyrillic"),
        ("A: {country: no}\n", "found false"),
        ("yes: {}\n", "a key must be a word"),
    ],
)
def test_what_people_get_wrong_in_yaml_has_a_plain_sentence(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in line for line in problems(tmp_path, brands=text))


def test_a_missing_file_and_an_unknown_pack_are_named(tmp_path: Path) -> None:
    packs = write(tmp_path)
    (tmp_path / "brands.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"brands\.yaml.*cannot be read"):
        load({}, packs)
    with pytest.raises(KnowledgeError, match="there is no pack 'nowhere'"):
        load({}, {"a": _packs_with(tmp_path, "a:\n  extends: nowhere\n")})


def _packs_with(folder: Path, text: str) -> Path:
    path = folder / "other.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pack_may_extend_another_and_not_itself(tmp_path: Path) -> None:
    packs = write(tmp_path, brands="A: {}\n", more="B: {names: [b]}\n")
    wider = _packs_with(tmp_path, "mine: {extends: trade, kinds: {brand: [more.yaml]}}\nloop: {extends: loop}\n")
    mine = load({}, {**packs, "mine": wider}).packs["mine"]
    assert list(brands(mine)) == ["A", "B"]
    assert mine.words["plant"] == ("works",)
    with pytest.raises(KnowledgeError, match="extends itself"):
        load({}, {"loop": wider})


def test_keep_leaves_only_the_named_values_of_a_kind(tmp_path: Path) -> None:
    packs = write(tmp_path, brands="A: {}\nB: {}\n", segments="s: {}\n")
    kept = load({}, packs, keep={"brand": {"B"}}).packs["trade"]
    assert [term.value for term in kept.kinds["brand"]] == ["B"]
    assert [term.value for term in kept.kinds["segment"]] == ["s"]


def test_what_a_person_accepted_is_laid_over_the_files(tmp_path: Path) -> None:
    packs = write(tmp_path, brands="Foo: {names: [Фу]}\n")
    overlay = Overlay(
        (
            Accepted("New"),
            Accepted("Ньё", of="New"),
            Accepted("Comet", of="foo", model=True),
            Accepted("фу"),
            Accepted("Lost", kind="park"),
        ),
        frozenset({"Junk"}),
    )
    knowledge = load({}, packs, overlay)
    made = brands(knowledge.packs["trade"])
    assert list(made) == ["Foo", "New"]
    assert made["New"].names == ("New", "Ньё")
    assert made["Foo"].models == ("Comet",)
    assert knowledge.rejected == {"Junk"}


def test_the_digest_changes_with_what_is_known_and_with_nothing_else(tmp_path: Path) -> None:
    packs = write(tmp_path, brands="A: {names: [a1, a2], ambiguous: [a1, a2]}\n")
    one = load({}, packs)
    assert load({}, packs).digest == one.digest
    assert load({}, packs, Overlay((Accepted("B"),))).digest != one.digest
    assert load({}, packs, Overlay(rejected=frozenset({"x"}))).digest != one.digest
    assert load({}, packs, background={"x": 0.1}).digest != one.digest


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_problems(body: bytes) -> None:
    found = Problems()
    node = parse(body, "x.yaml", found)
    plain(node)
    assert node.kind in {"map", "list", "text", "number", "bool", "null"}


def test_a_file_nested_without_end_is_one_problem() -> None:
    found = Problems()
    parse(b"[" * 5000, "x.yaml", found)
    parse(b"a: " + b"{a: " * 200 + b"1" + b"}" * 200, "y.yaml", found)
    assert {problem.path.split(":")[0] for problem in found.found} == {"x.yaml", "y.yaml"}
