"""Sources take turns."""

from __future__ import annotations

from monitor.core.turns import AT_ONCE, HELD, Turns


def test_a_source_that_has_many_holds_up_no_other() -> None:
    turns: Turns[int] = Turns()
    for number in range(HELD):
        turns.put("flood", number)
    turns.put("wire", 100)
    assert turns.take() == ("flood", 0)
    assert turns.take() == ("wire", 100)
    assert turns.take() == ("flood", 1)


def test_of_one_source_a_few_are_under_way_and_the_next_follows_when_one_is_done() -> None:
    turns: Turns[int] = Turns()
    for number in range(AT_ONCE + 1):
        turns.put("flood", number)
    assert [turns.take() for _ in range(AT_ONCE)] == [("flood", number) for number in range(AT_ONCE)]
    assert turns.take() is None
    turns.done("flood")
    assert turns.take() == ("flood", AT_ONCE)


def test_a_source_has_room_for_a_few() -> None:
    turns: Turns[int] = Turns()
    for number in range(HELD):
        assert turns.room("flood")
        turns.put("flood", number)
    assert not turns.room("flood")
    assert turns.full() == ["flood"]
    assert len(turns) == HELD
