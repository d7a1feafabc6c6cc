"""A made-up news world over two years, its feed server and its fast clock.

world = load()
clock = FastClock(world.start)
async with serve(world, clock) as server:
    settings = config.load(CONFIG, {"DEMO_SERVER": server.address})
    await play(world, clock, cycle)      # cycle(now) polls, records and delivers once
"""

from .clock import FastClock
from .play import play
from .server import DemoServer, serve
from .world import CONFIG, World, load

__all__ = ["CONFIG", "DemoServer", "FastClock", "World", "load", "play", "serve"]
