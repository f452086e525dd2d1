"""Hours at which a difference stands out: found where it is, and not claimed where it is not."""

import numpy as np
import pytest

from sim.comparison import Comparison
from sim.experiment import replicate, replicate_together
from sim.hours_found import USUAL, hours_found, runs_for_hours
from sim.standing_out import runs_to_tell, spans_of, standing_out
from tests.sim.models import DAY, desk, exp, hours

HOUR = 3600.0
RUNS, HOURS = 30, 9


def sides(rng, effect, noise=2.0, n=RUNS):
    """Waits of some 40 people an hour before and after a change of their mean; noise is skewed."""
    people = rng.poisson(40, (n, HOURS)).astype(float)
    wait = rng.gamma(2.0, 5.0, (n, HOURS))
    change = np.asarray(effect) + noise * (rng.gamma(1.0, 1.0, (n, HOURS)) - 1.0)
    return (wait * people, people), ((wait + change) * people, people)


def at(these, inside, outside=0.0):
    return [inside if k in these else outside for k in range(HOURS)]


@pytest.mark.parametrize("at_these", [(3, 4), (1, 2, 6), (0,), (7, 8)])
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_change_at_some_hours_is_found_there(at_these, sign):
    found = standing_out(*sides(np.random.default_rng(1), at(at_these, 15.0 * sign)))
    assert found is not None
    assert found.hours == at_these
    assert found.low < 15.0 * sign < found.high
    assert found.elsewhere_low < 0 < found.elsewhere_high
    assert found.share == pytest.approx(len(at_these) / HOURS, abs=0.03)


@pytest.mark.parametrize("seed", range(10))
def test_an_hour_at_which_hardly_anybody_comes_is_not_told_beside_the_others(seed):
    # Who comes last waits for the next morning; of so few some more or less say nothing.
    (wait, people), (later, others) = sides(np.random.default_rng(seed), at((3, 4), -15.0))
    people, others = people.copy(), others.copy()
    people[:, 8], others[:, 8] = 0.1, 0.08
    wait[:, 8], later[:, 8] = (900 * of[:, 8] for of in (people, others))
    found = standing_out((wait, people), (later, others))
    assert found is not None
    assert found.hours == (3, 4)


def test_people_moved_from_some_hours_to_others_are_told_of():
    # Where they leave it gets better, and somewhat worse at all other hours.
    found = standing_out(*sides(np.random.default_rng(2), at((2, 3), -20.0, 5.0)))
    assert found is not None
    assert found.hours == (2, 3)
    assert found.high < 0 < found.elsewhere_low


def test_a_change_at_all_hours_is_no_change_of_certain_hours():
    rng = np.random.default_rng(3)
    for effect in ([-15.0] * HOURS, np.linspace(-10.0, -20.0, HOURS), at((4,), 0.0, -15.0)):
        assert all(standing_out(*sides(rng, effect)) is None for _ in range(20))


def test_chance_is_not_told_of():
    # At most 5 % of such lines are promised; all in 200 fail together with so few for sure.
    rng = np.random.default_rng(4)
    told = sum(standing_out(*sides(rng, [0.0] * HOURS, noise=9.0)) is not None for _ in range(200))
    assert told <= 10


@pytest.mark.parametrize("n", [5, 8])
def test_few_replications_tell_of_a_great_change_and_of_no_chance(n):
    rng = np.random.default_rng(7)
    found = [standing_out(*sides(rng, at((3, 4), -15.0), n=n)) for _ in range(50)]
    assert sum(one is not None and one.hours == (3, 4) for one in found) >= 40
    told = sum(standing_out(*sides(rng, [0.0] * HOURS, 9.0, n)) is not None for _ in range(200))
    assert told <= 10


def test_too_few_replications_say_how_many_would_tell():
    rng = np.random.default_rng(8)
    # Of so many replications as are said, about half of the samples tell: the spread is guessed.
    asked = [runs_to_tell(*sides(rng, at((3, 4), -9.0), 3.0, 4), 30) for _ in range(60)]
    assert all(one is not None and one[1] == pytest.approx(-9.0, abs=9.0) for one in asked)
    enough = int(np.median([one[0] for one in asked if one is not None]))
    assert enough > 4
    for n, least, most in ((4, 0.0, 0.2), (enough, 0.25, 0.95), (2 * enough, 0.9, 1.0)):
        found = [standing_out(*sides(rng, at((3, 4), -9.0), 3.0, n)) for _ in range(60)]
        assert least <= sum(one is not None for one in found) / 60 <= most
    # No number would tell certain hours of a change at all of them.
    whole = [runs_to_tell(*sides(rng, [-15.0] * HOURS, n=6), 30) for _ in range(20)]
    assert whole == [None] * 20


def test_the_interval_holds_for_hours_picked_by_chance():
    # Among changes that are found at all, the true one at the hours picked lies within.
    rng = np.random.default_rng(5)
    effect = np.array(at((3, 4), -9.0))
    found = [standing_out(*sides(rng, effect, noise=5.0)) for _ in range(100)]
    told = [one for one in found if one is not None]
    assert len(told) > 20
    held = [one.low <= effect[list(one.hours)].mean() <= one.high for one in told]
    assert sum(held) >= 0.95 * len(held)


def test_the_same_on_both_sides_says_nothing():
    same, _ = sides(np.random.default_rng(6), [0.0] * HOURS)
    assert standing_out(same, same) is None
    # One replication has no interval, and one hour no others.
    first, last = sides(np.random.default_rng(6), at((1,), -50.0))
    assert standing_out(*(tuple(of[:1] for of in side) for side in (first, last))) is None
    assert standing_out(*(tuple(of[:, :1] for of in side) for side in (first, last))) is None


def test_hours_are_told_as_spans():
    assert spans_of((10, 11, 14), HOUR) == ((10 * HOUR, 12 * HOUR), (14 * HOUR, 15 * HOUR))


def day(staff):
    """Six hours a day at two desks, at one of which somebody works; at the other at some hours."""
    blocks = [{"days": "daily", "span": (8 * HOUR, 14 * HOUR), "level": 1}]
    blocks += [{"days": "daily", "span": (a * HOUR, b * HOUR), "level": 1} for a, b in staff]
    arrivals = {"pattern": "rates", "start": 8 * HOUR, "per_hour": [11] * 6}
    pool = {"staff": blocks, "calendar": "office"}
    return desk(
        arrivals, exp(240.0), 2, horizon=10 * DAY, pool=pool, calendars=hours(8 * HOUR, 14 * HOUR)
    )


def both(after, n=20):
    before = day([])
    first, last = replicate_together([before, after], replications=n, seed=1, processes=1)
    return Comparison(first, {"after": last})


def compared(after, n=20):
    return hours_found(both(after, n))


def test_a_second_desk_at_a_peak_is_found_at_the_peak():
    found = compared(day([(10, 12)]))
    assert found["at_hours"].tolist() == ["10:00-12:00"]
    row = found.iloc[0]
    assert row["high"] < 0
    assert tuple(row[["redesign", "measure", "scope", "unit"]]) == (
        "after", "wait_by_hour", "all", "s",
    )  # fmt: skip


def test_two_replications_name_no_hours_but_the_number_that_would():
    few = both(day([(10, 12)]), 2)
    assert hours_found(few).empty
    needed = runs_for_hours(few, "after")
    assert needed is not None
    assert 2 < needed <= USUAL
    assert not compared(day([(10, 12)]), needed + 2).empty
    assert runs_for_hours(both(day([(8, 14)]), 4), "after") is None
    assert runs_for_hours(both(day([]), 4), "after") is None


def test_a_second_desk_all_day_is_at_no_certain_hours():
    assert compared(day([(8, 14)])).empty
    assert compared(day([])).empty


def test_other_people_make_no_certain_hours():
    # Two halls that are alike, on other random numbers: nothing but chance between them.
    runs = [replicate(day([]), replications=8, seed=seed, processes=1) for seed in range(1, 7)]
    told = sum(len(hours_found(Comparison(a, {"b": b}))) for a in runs for b in runs if a is not b)
    assert told == 0
