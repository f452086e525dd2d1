"""What each redesign needs in staff for the same promise: what the reform is worth in people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from onewindow.requiring import Asked
from onewindow.staffing import Solving, staff
from onewindow.staffing_found import Staffing
from onewindow.study import Study
from optimize.proving import Effort, Round
from scenarios.errors import InfeasibleError, Interrupted

BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class StaffCompared:
    """Shifts of a baseline and of its redesigns, for one promise, on the same random numbers."""

    study: Study
    found: Mapping[str, Staffing]
    """By name, ``baseline`` first; those that could be staffed."""
    impossible: Mapping[str, str]
    """Why the others could not, a sentence each."""
    interrupted: bool = False
    """Ctrl-C ended it: others were not staffed."""

    def table(self) -> pd.DataFrame:
        """A row each: what it needs, and the difference to the baseline.

        Columns ``name, status, days, paid_hours, hours_a_day, most_at_once, shifts, level, low,
        high, difference, change``. ``hours_a_day`` are paid hours, in the mean over the days
        planned on which the baseline is open; ``most_at_once`` are the windows or seats it takes;
        ``level`` with its interval is that of the day of all queues together in the check;
        ``difference`` and ``change`` are of ``hours_a_day`` to the baseline, in hours and as a
        share. Hours are those of the plan,
        which are certain: what has an interval is the level.
        """
        before = self.found.get(BASELINE)
        first = next(iter(self.found.values()), None)
        # Who opens on another day is held against the same days.
        share = 1.0 if first is None else first.open_days / first.grid.days
        rows = []
        for name, one in self.found.items():
            level, low, high = one.day_level()
            hours = one.plan.paid_hours / one.grid.days / share
            more = None if before is None else hours - before.hours_a_day
            rows.append(
                {
                    "name": name,
                    "status": one.status,
                    "days": one.grid.days,
                    "paid_hours": one.plan.paid_hours,
                    "hours_a_day": hours,
                    "most_at_once": int(one.plan.staffed.sum(axis=1).max(initial=0)),
                    "shifts": len(one.shifts()),
                    "level": level,
                    "low": low,
                    "high": high,
                    "difference": more,
                    "change": None if before is None or more is None else more / before.hours_a_day,
                }
            )
        return pd.DataFrame(rows)


def staff_compared(
    study: Study,
    asked: Asked,
    solving: Solving,
    effort: Effort,
    seed: int,
    told: Callable[[str, Round], None],
) -> StaffCompared:
    """Staff a baseline and each redesign for the same promise.

    All are simulated on the same random numbers: the same people come with the same needs.

    Parameters
    ----------
    study
        The baseline and its redesigns.
    asked, solving, effort, seed
        As for `onewindow.staffing.staff`. A promise that is left out is the first target of the
        baseline.
    told
        Told the name and each plan as it has been simulated.

    Raises
    ------
    DataError
        As by `onewindow.staffing.staff`.
    KeyboardInterrupt, Interrupted
        Ctrl-C came before there were shifts for the first; later it ends it with those that are
        done.
    """
    models = {BASELINE: study.baseline}
    models |= {name: redesign.model for name, redesign in study.redesigns.items()}
    found: dict[str, Staffing] = {}
    impossible: dict[str, str] = {}
    stopped = False
    for name, model in models.items():
        try:
            # Only for the first is anything kept that was not simulated.
            how = replace(solving, at_once=0.0) if found else solving
            one = staff(model, asked, how, effort, seed, partial(told, name))
        except InfeasibleError as error:
            impossible[name] = str(error)
            continue
        except (KeyboardInterrupt, Interrupted):
            if not found:
                raise
            stopped = True
            break
        stopped = one.proven.interrupted
        # What nothing is known of stands beside nothing.
        if one.is_simulated or not found:
            found[name] = one
        if stopped:
            break
    return StaffCompared(study, found, impossible, stopped)
