"""The front door: simulate, staff and chart a public-service hall or hotline."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onewindow.api import compare as compare
    from onewindow.api import fit as fit
    from onewindow.api import load as load
    from onewindow.api import replicate as replicate
    from onewindow.api import replicate_until as replicate_until
    from onewindow.api import report as report
    from onewindow.api import requirement as requirement
    from onewindow.api import simulate as simulate
    from onewindow.api import staff as staff
    from onewindow.control import control_chart as control_chart
    from onewindow.roster.making import RosterResult as RosterResult
    from onewindow.roster.making import make_roster as make_roster
    from optimize.need import Need as Need
    from optimize.shifts import plan_shifts as plan_shifts
    from scenarios.errors import DataError as DataError
    from scenarios.errors import InfeasibleError as InfeasibleError
    from scenarios.errors import ModelError as ModelError
    from scenarios.errors import OneWindowError as OneWindowError
    from scenarios.errors import RedesignError as RedesignError
    from scenarios.errors import SimulationError as SimulationError
    from scenarios.errors import SolverError as SolverError
    from scenarios.model import ServiceModel as ServiceModel
    from scenarios.roster.reading import load_roster as load_roster
    from scenarios.shifts import ShiftRules as ShiftRules

    __version__: str

_HOME = {
    **dict.fromkeys(
        (
            "compare", "fit", "load", "replicate", "replicate_until", "report", "requirement",
            "simulate", "staff",
        ),
        "onewindow.api",
    ),
    **dict.fromkeys(
        (
            "DataError", "InfeasibleError", "ModelError", "OneWindowError", "RedesignError",
            "SimulationError", "SolverError",
        ),
        "scenarios.errors",
    ),
    "Need": "optimize.need",
    "RosterResult": "onewindow.roster.making",
    "ServiceModel": "scenarios.model",
    "ShiftRules": "scenarios.shifts",
    "plan_shifts": "optimize.shifts",
    "control_chart": "onewindow.control",
    "load_roster": "scenarios.roster.reading",
    "make_roster": "onewindow.roster.making",
}  # fmt: skip
__all__ = [
    "DataError", "InfeasibleError", "ModelError", "Need", "OneWindowError", "RedesignError",
    "RosterResult", "ServiceModel", "ShiftRules", "SimulationError", "SolverError", "__version__",
    "compare", "control_chart", "fit", "load", "load_roster", "make_roster", "plan_shifts",
    "replicate", "replicate_until", "report", "requirement", "simulate", "staff",
]  # fmt: skip


def __getattr__(name: str) -> object:
    # Loaded when it is used: the command line imports this package to print its help.
    if name == "__version__":
        from importlib.metadata import version

        return version("onewindow")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'onewindow' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
