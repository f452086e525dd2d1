"""Nobody wins who is never there when called: what counts them has a most that they leave."""

import re

import numpy as np
import pytest

from onewindow.demand import demand_of
from onewindow.never_there import check_all_come
from onewindow.requiring import Asked
from onewindow.simulated import SimulatedEvaluation
from onewindow.staffing import Solving, staff
from optimize.promise import Promise
from optimize.proving import Effort
from scenarios.errors import InfeasibleError
from tests.onewindow.test_staffing import hotline

AWAY = 0.1
LEVEL = "service_level"


def with_away(away=AWAY):
    model = hotline()
    return model.replace(activities={"answer": model.activities["answer"].replace(no_show=away)})


def refused(model, promise):
    """Whether a promise is more than those leave who are never there."""
    try:
        check_all_come(model, demand_of(model, 3600.0), promise)
    except InfeasibleError:
        return True
    return False


@pytest.mark.parametrize("per", ["day", "interval"])
@pytest.mark.parametrize(
    ("measure", "formula", "counts"),
    [
        (LEVEL, "of_offered", True),
        (LEVEL, "of_answered", False),
        (LEVEL, "answered_or_quick_abandoned", False),
        (LEVEL, "less_quick_abandoned", False),
        ("answered_fraction", "of_offered", True),
        ("completion", "of_offered", True),
    ],
)
def test_what_counts_them_is_refused_beyond_what_is_reached_with_people_for_all(
    measure, formula, counts, per
):
    model = with_away()
    days = demand_of(model, 3600.0)
    # Completion within a day: all who are served are done by then.
    promise = Promise(measure, 0.5, 30.0 if measure == LEVEL else 86400.0, formula, per)
    evaluation = SimulatedEvaluation(model, days, promise, 1)
    plenty = np.full((days.demand.starts.size, 1), 60)
    seen = evaluation.evaluate(plenty, replications=range(30), seed=1)
    evaluation.close()
    part, whole = seen.part.sum(), seen.whole.sum()
    most = 1 - AWAY if counts else 1.0
    # Five standard errors of a share of so many: one in a million, and a hundredth at most.
    error = 5 * np.sqrt(AWAY * (1 - AWAY) / whole)
    assert error < 0.02
    assert abs(part / whole - most) <= (error if counts else 0.002)
    for goal in (0.85, 0.9, 0.905, 0.95):
        asked = Promise(measure, goal, promise.within, formula, per)
        assert refused(model, asked) == (goal > most)


def test_a_mean_wait_and_a_queue_whose_people_all_come_have_no_such_most():
    assert not refused(with_away(), Promise("mean_wait", 10.0))
    assert not refused(with_away(0.0), Promise(LEVEL, 0.999, 30.0))


def test_it_is_told_before_anything_is_simulated(monkeypatch):
    monkeypatch.setattr(SimulatedEvaluation, "evaluate", lambda *_, **__: pytest.fail("simulated"))
    asked = Asked("95% in 30 s", interval="1h", per="day")
    with pytest.raises(InfeasibleError) as caught:
        staff(with_away(), asked, Solving(), Effort(), 1, lambda _: pytest.fail("simulated"))
    (problem,) = caught.value.problems
    for lang, words in (("en", "at most 90 % however many"), ("zh", "在岗再多也至多 90 %：10 %")):
        told = problem.told(lang)
        assert words in told
        assert "activities.answer.no_show" in told
        assert re.search("--formula of_answered", told)
        assert "09:00–17:00" in told
