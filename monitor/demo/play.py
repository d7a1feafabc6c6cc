"""The demo's days: the clock is moved from one event of the made-up world to the next, with a cycle after each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from .clock import FastClock
from .world import World


async def play(
    world: World, clock: FastClock, cycle: Callable[[datetime], Awaitable[None]], seconds: float = 40.0
) -> int:
    """Runs `cycle(now)` at every moment of the world, spread over about `seconds` real seconds. Returns how many."""
    moments = tuple(world.moments())
    pace = seconds / len(moments)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number, moment in enumerate(moments, 1):
        clock.move_to(moment)
        await cycle(moment)
        await asyncio.sleep(max(0.0, begun + number * pace - loop.time()))
    return len(moments)
