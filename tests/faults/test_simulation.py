"""Three hundred sources, a third of them sick, over two hundred cycles of a made clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from monitor.core.health import Kind, SourceState
from monitor.core.schedule import due
from monitor.fetch.poll import poll

from .world import ENDS, EVERY, World, stored

START = datetime(2026, 11, 1, tzinfo=UTC)
TICK = timedelta(seconds=EVERY / 4)


@cache
def simulate(seed: int) -> tuple[World, dict[str, SourceState], dict[str, datetime], Counter[tuple[str, Kind]]]:
    """Poll what is due at each tick; returns what arrived when, the last states and the events told."""
    world = World(START, sources=300, sick=0.3, seed=seed)
    states = {name: SourceState(name) for name in world.sites}
    arrived: dict[str, datetime] = {}
    told: Counter[tuple[str, Kind]] = Counter()

    async def run() -> None:
        while world.now < world.end:
            for spec in due(((site.spec, states[name]) for name, site in world.sites.items()), world.now):
                outcome = await poll(spec, states[spec.id], world, lambda keys: stored(keys, arrived), world.now)
                states[spec.id] = outcome.state
                arrived.update({entry.key: world.now for entry in outcome.entries})
                told.update((event.source, event.kind) for event in outcome.events)
            world.publish(world.now + TICK)
            world.now += TICK

    asyncio.run(run())
    return world, states, arrived, told


def due_to_arrive(world: World) -> Iterator[tuple[datetime, str]]:
    """Everything that sources in good health published, but for the last interval."""
    for site in world.sites.values():
        if site.kind in {"well", "moved"}:
            yield from (pair for pair in site.published if pair[0] <= world.end - timedelta(seconds=EVERY))


def test_every_entry_of_a_healthy_source_arrives_within_its_interval() -> None:
    world, _, arrived, _ = simulate(seed=7)
    expected = list(due_to_arrive(world))
    lost = [url for _, url in expected if url not in arrived]
    late = [url for at, url in expected if url in arrived and (arrived[url] - at).total_seconds() > EVERY]
    print(f"simulation: {world.asked} requests, {len(expected)} entries, {len(lost)} lost, {len(late)} late")
    assert len(expected) > 5000
    assert (lost, late) == ([], [])


def test_every_source_ends_in_its_right_state() -> None:
    world, states, _, _ = simulate(seed=7)
    ends = {name: (site.kind, states[name].state.value) for name, site in world.sites.items()}
    assert [end for end in ends.values() if end[1] != ENDS.get(end[0], "dead")] == []


def test_each_death_and_recovery_is_told_once_and_nothing_of_the_healthy() -> None:
    world, _, _, told = simulate(seed=7)
    for name, site in world.sites.items():
        deaths, returns = told[(name, Kind.DEAD)], told[(name, Kind.RECOVERED)]
        if site.kind == "well":
            assert not any(source == name for source, _ in told)
        elif ENDS.get(site.kind, "dead") == "dead":
            assert (deaths, returns) == (1, 0)
        elif site.kind == "recovers":
            assert (deaths, returns) == (1, 1)


def test_sick_sources_are_asked_less_and_less_but_at_least_daily() -> None:
    world, states, _, _ = simulate(seed=7)
    for name, site in world.sites.items():
        state = states[name]
        assert state.next_poll_at is not None and state.last_poll is not None
        wait = (state.next_poll_at - state.last_poll).total_seconds()
        assert wait <= 1.1 * 86_400
        if ENDS.get(site.kind, "dead") == "dead":
            assert wait >= 4 * EVERY
