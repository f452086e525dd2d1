"""What a solver came back with: whether there is a solution, why it stopped, and how good it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "nothing_found", "failed"]
"""What there is: the best solution, some solution, proof that there is none, no solution and no
proof, or no answer that can be used."""
Termination = Literal[
    "proved", "gap", "time_limit", "interrupted", "stopped", "unbounded", "killed", "nonsense"
]
"""Why it ended: all was proved, the gap asked for was reached, the time was over, Ctrl-C, some
limit of the solver's own; or the problem has no least cost, the solver died, or it said what
cannot be true."""


@dataclass(frozen=True, slots=True)
class Solved:
    """An answer; its values are there only when the status says that there is a solution."""

    status: Status
    termination: Termination
    solver: str
    seconds: float
    objective: float = math.nan
    """Cost of the solution; NaN without one."""
    bound: float = -math.inf
    """No solution costs less than this."""
    values: Mapping[str, float] | None = None
    """Value of each variable by name; None without a solution."""
    why: str = ""
    """What was wrong, when it failed."""

    @property
    def gap(self) -> float:
        """(objective - bound) / |objective|; 0 at the optimum, infinite without a bound."""
        return relative_gap(self.objective, self.bound)

    def without_values(self) -> Solved:
        """The same without a solution: what was solved was no whole problem."""
        return replace(
            self, status="nothing_found", objective=math.nan, bound=-math.inf, values=None
        )

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.status in ("optimal", "feasible")


def relative_gap(objective: float, bound: float) -> float:
    """(objective - bound) / |objective|, the gap that HiGHS reports; no less than 0."""
    if math.isnan(objective) or math.isinf(bound):
        return math.inf
    if objective <= bound:
        return 0.0
    return (objective - bound) / abs(objective) if objective else math.inf
