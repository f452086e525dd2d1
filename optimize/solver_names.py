"""Which solver: HiGHS unless it is missing, then the CBC that comes with PuLP, or any by name."""

from __future__ import annotations

import pulp

from scenarios.errors import SolverError

_SHORT = {"highs": "HiGHS", "cbc": "PULP_CBC_CMD"}
PREFERRED = ("HiGHS", "PULP_CBC_CMD")
"""Solvers in the order in which they are taken when none is named."""


def solver_named(name: str | None) -> str:
    """The name that PuLP has for a solver that is installed.

    Raises
    ------
    SolverError
        PuLP knows no such solver, or it is not installed.
    """
    known, here = pulp.listSolvers(), pulp.listSolvers(onlyAvailable=True)
    if name is None:
        found = [one for one in PREFERRED if one in here] or here
        if not found:
            raise SolverError("solver: expected HiGHS or CBC, got neither. Install highspy.")
        return str(found[0])
    wanted = _SHORT.get(name.lower(), name)
    exact = next((one for one in known if one.lower() == wanted.lower()), None)
    if exact is None:
        raise SolverError(
            f"solver: expected one of {', '.join(sorted(known))}, got {name!r}. Choose one that is "
            f"installed: {', '.join(here)}."
        )
    if exact not in here:
        raise SolverError(
            f"solver: expected one that is installed, got {name}. Install it, or take one of "
            f"{', '.join(here)}."
        )
    return str(exact)
