"""Which engine runs a script: the compiled one where it can, SimPy where something asks for it.

Both give the same log, bit for bit; they differ in speed and in what can look on.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Literal, get_args

from scenarios.errors import SimulationError
from sim import engine_simpy
from sim.engine_simpy import Watcher
from sim.event_log import EventLog
from sim.script import Script
from sim.streams import PLAIN, Kernels
from sim.world import World

Engine = Literal["auto", "fast", "simpy"]
NO_NUMBA = (
    "numba is not installed, so all runs on SimPy, some fifty times slower: pip install numba."
)
COMPILING = "Compiling the fast engine, once on this machine: half a minute ..."
COMPILING_SECONDS = 30.0
"""About what compiling takes [s]."""
_told: set[str] = set()


def run(
    world: World, script: Script, engine: Engine = "auto", watch: Watcher | None = None
) -> EventLog:
    """Walk all cases of a script through a world.

    Parameters
    ----------
    world, script
        The model as engines see it, and all that was drawn.
    engine
        ``fast``, ``simpy``, or ``auto``: the fast one when it is compiled on this machine already
        and nobody watches. Work of more than half a minute compiles it first.
    watch
        Called after each instant with the time [s] and the hall; only SimPy can do that.

    Raises
    ------
    SimulationError
        The engine is not known, or the fast one is asked for where it cannot run.
    """
    if chosen(engine, watch) == "simpy":
        return engine_simpy.run(world, script, watch)
    from sim import engine_fast

    return engine_fast.run(world, script)


def kernels_of(engine: Engine) -> Kernels:
    """What drawing spends its time in: compiled where the engine is, the same to the last bit."""
    if engine != "fast":
        return PLAIN
    from sim.fast.gamma import looked_up
    from sim.fast.uniforms import uniforms

    return Kernels(uniforms, looked_up)


def chosen(engine: Engine, watch: Watcher | None = None) -> Engine:
    """The engine that will run.

    Raises
    ------
    SimulationError
        As `run` does.
    """
    if engine not in get_args(Engine):
        raise SimulationError(
            f"engine: expected one of {', '.join(get_args(Engine))}, got {engine!r}. Leave it out "
            "for auto."
        )
    if engine == "fast":
        if watch is not None:
            raise SimulationError(
                "engine: expected simpy or auto, because only SimPy can be watched, got 'fast'. "
                "Take watch or engine out."
            )
        if not has_numba():
            raise SimulationError(f"engine: expected numba for 'fast', got none. {NO_NUMBA}")
        if not is_ready():
            tell(COMPILING)
    if engine != "auto":
        return engine
    if not has_numba():
        tell(NO_NUMBA)
    elif watch is not None:
        tell("Somebody watches the hall, so this runs on SimPy, some fifty times slower.")
    return "fast" if watch is None and is_ready() else "simpy"


def has_numba() -> bool:
    """True when the fast engine can be compiled here."""
    return find_spec("numba") is not None


def is_ready() -> bool:
    """True when the fast engine is compiled on this machine."""
    if not has_numba():
        return False
    from sim.fast.folder import is_compiled

    return is_compiled()


def is_worth_compiling(engine: Engine, seconds: float) -> bool:
    """True when work that would take so long on SimPy is done sooner with compiling first."""
    return engine == "auto" and seconds > COMPILING_SECONDS and has_numba() and not is_ready()


def tell(sentence: str) -> None:
    """Say something on the standard error stream, once."""
    if sentence not in _told:
        _told.add(sentence)
        sys.stderr.write(f"onewindow: {sentence}\n")
        sys.stderr.flush()
