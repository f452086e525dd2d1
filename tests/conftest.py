"""How property tests run: the same examples every time, and no limit on one example's time."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

from sim import engines
from sim.experiment import simulate
from tests.sim.models import at, desk

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the fast engine before long runs, once for all processes; hear Ctrl-C everywhere."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # As in the background of a shell, where tests that press it would wait for nothing.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    is_worker = hasattr(config, "workerinput")
    is_long = config.getoption("markexpr") == "oracles" or "ONEWINDOW_PROVE" in os.environ
    if is_long and not is_worker and engines.has_numba():
        simulate(desk(at(0), 1.0), engine="fast")
