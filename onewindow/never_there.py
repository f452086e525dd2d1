"""Who draws a number and is never there when it is called: a share that no staff can answer."""

from __future__ import annotations

import numpy as np

from onewindow.demand import Days, never_there
from onewindow.open_words import open_words
from optimize.promise import Promise
from plots.language import LANGS
from scenarios.calendar_days import DAY
from scenarios.errors import InfeasibleError, Problem
from scenarios.model import ServiceModel
from sim.service_levels import is_against

_CLOSE = 1e-9
_OTHER_FORMULA = (
    "，或用 --formula of_answered 只算已办的人",
    ", or count those answered alone by --formula of_answered",
)


def check_all_come(model: ServiceModel, days: Days, promise: Promise) -> None:
    """See that a promise is no more than the share of people who are there when called.

    A mean wait is one of those served, and service levels of the answered, or that leave out or
    count as good who gives up quickly, do not count them.

    Parameters
    ----------
    model
        The model.
    days
        Its demand by kind of day.
    promise
        What is to be kept.

    Raises
    ------
    InfeasibleError
        More is promised in a scope than would be reached if nobody waited; a sentence for the worst
        of each queue.
    """
    if promise.is_time or (promise.measure == "service_level" and not is_against(promise.formula)):
        return
    demand, away = days.demand, never_there(model, days)
    scopes = promise.scopes(demand.starts).astype(np.float64)
    all_, never = scopes @ (demand.calls + away), scopes @ away
    share = np.divide(never, all_, out=np.zeros_like(all_), where=all_ > 0)
    problems = []
    for q, queue in enumerate(demand.queues):
        worst = int(np.argmax(share[:, q]))
        if promise.goal <= 1 - share[worst, q] + _CLOSE:
            continue
        at = demand.starts[scopes[worst] > 0]
        hours = float(at[0] % DAY), float(at[-1] % DAY + demand.interval)
        zh, en = (open_words(days, model.start_date, int(at[0] // DAY), hours, x) for x in LANGS)
        goal, most, lost = (
            f"{100 * one:.3g} %" for one in (promise.goal, 1 - share[worst, q], share[worst, q])
        )
        names = [name for name in days.activities[q] if model.activities[name].no_show]
        fields = ", ".join(f"activities.{name}.no_show" for name in names)
        zh_mend, en_mend = _OTHER_FORMULA if promise.measure == "service_level" else ("", "")
        problems.append(
            Problem(
                queue,
                f"{en}: expected {goal}, got at most {most} however many are on duty: {lost} of "
                f"those who come are not there when called ({fields}), and count as not answered. "
                f"Lower the target below {most}{en_mend}.",
                zh=f"{zh}：要求 {goal}，在岗再多也至多 {most}：{lost} 的人叫号时不在"
                f"（{fields}），算作未办。请把目标降到 {most} 以下{zh_mend}。",
            )
        )
    if problems:
        raise InfeasibleError(problems)
