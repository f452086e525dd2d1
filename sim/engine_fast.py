"""The compiled engine: the same log as the engine that one reads, from flat arrays."""

from __future__ import annotations

from sim.event_log import EventLog
from sim.fast import loop
from sim.fast.collecting import event_log
from sim.fast.setting import make_room, prepare, put_away
from sim.script import Script
from sim.world import World


def run(world: World, script: Script) -> EventLog:
    """Walk all cases of a script through a world.

    Nothing here is random: the same script gives the same log, to the byte.
    """
    laid = prepare(world, script)
    loop.begin(laid.state)
    while not loop.run(laid.state):
        make_room(laid, loop.room_needed(laid.state))
    log = event_log(laid, script)
    put_away(laid)
    return log
