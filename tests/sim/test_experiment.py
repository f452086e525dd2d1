"""Replications: the same numbers however they are run, interrupted or gone on with; comparisons."""

import weakref
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

import sim.jobs
import sim.runs
import sim.workers
from scenarios.errors import Interrupted, SimulationError
from sim.comparison import SAME, Comparison, verdict
from sim.experiment import extend, replicate, replicate_together, simulate
from sim.intervals import holm
from sim.measures import measure_together
from sim.precision import Precision, replicate_until
from sim.tally import Key
from tests.sim.models import mm_s

WAIT = Key("wait_mean", "all", "")


def line(servers=1, mean=40.0):
    """About a hundred customers, one a minute."""
    return mm_s(1 / 60, mean, servers, customers=100, warm_up=10)


def same(a, b):
    return (
        a.keys == b.keys
        and a.value.tobytes() == b.value.tobytes()
        and a.per.tobytes() == b.per.tobytes()
    )


@pytest.fixture
def in_processes(monkeypatch):
    """Start processes even where it does not pay."""
    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)


@pytest.fixture
def one_by_one(monkeypatch):
    """Measure each replication by itself."""
    monkeypatch.setattr(sim.runs, "MOST_TOGETHER", 1)


def test_numbers_do_not_depend_on_the_number_of_processes(in_processes):
    one, two = (replicate(line(), replications=5, processes=n) for n in (1, 2))
    assert same(one, two)
    assert one.n == two.n == 5


def test_each_replication_is_a_run_of_its_own():
    runs = replicate(line(), replications=3, seed=7, processes=1)
    for r in range(3):
        tally = simulate(line(), seed=7, replication=r).tally()
        assert np.array(tally.value).tobytes() == runs.value[r].tobytes()
    assert len({row.tobytes() for row in runs.value}) == 3
    assert not same(runs, replicate(line(), replications=3, seed=8, processes=1))


@pytest.mark.parametrize("most", [1, 2, 5, 50])
def test_numbers_do_not_depend_on_how_many_are_measured_at_once(monkeypatch, most):
    models = [line(), line(servers=2)]
    one = replicate_together(models, replications=9, processes=1)
    monkeypatch.setattr(sim.runs, "MOST_TOGETHER", most)
    assert all(map(same, one, replicate_together(models, replications=9, processes=1)))


def test_of_a_replication_that_is_done_only_the_measures_are_kept(monkeypatch, one_by_one):
    logs = []

    def watched(model, world, scripts, of_batch):
        (log,) = of_batch
        logs.append(weakref.ref(log.end_time))
        assert [ref() is not None for ref in logs] == [False] * (len(logs) - 1) + [True]
        return measure_together(model, world, scripts, of_batch)

    monkeypatch.setattr(sim.jobs, "measure_together", watched)
    runs = replicate(line(), replications=4, processes=1)
    assert len(logs) == 4
    # Two numbers of eight bytes for each measure of each replication.
    assert runs.value.nbytes + runs.per.nbytes == 4 * len(runs.keys) * 16


def test_going_on_gives_what_doing_all_at_once_gives():
    first = replicate(line(), replications=2, processes=1)
    assert same(extend(first, line(), 5, 1, 1), replicate(line(), replications=5, processes=1))


def test_progress_is_told():
    told = []
    replicate(line(), replications=3, processes=1, progress=lambda *args: told.append(args))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_interrupt_keeps_what_is_done(in_processes, processes):
    def interrupt(done, _):
        if done == 3:
            raise KeyboardInterrupt

    runs = replicate(line(), replications=50, processes=processes, progress=interrupt)
    assert (runs.n, runs.asked) == (3, 50)
    assert same(runs, replicate(line(), replications=3, processes=1))


def test_an_interrupt_while_going_on_keeps_what_was_there(monkeypatch):
    first = replicate(line(), replications=2, processes=1)

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.jobs, "draw_together", interrupt)
    assert same(extend(first, line(), 9, 1, 1), first)
    with pytest.raises(Interrupted, match="interrupted before the first"):
        replicate(line(), replications=2, processes=1)


def test_printing_a_result_takes_one_line():
    runs = replicate_together([line(), line(servers=2)], replications=3, processes=1)
    tables = (one.estimates().set_index(["measure", "scope"]) for one in runs)
    waits = [table.value["wait_mean", "all"] for table in tables]
    run = simulate(line(), seed=4, replication=2)
    compared = Comparison(runs[0], {"two": runs[1]})
    told = [repr(one) for one in (runs[0], compared, run, run.log)]
    assert all(len(one) < 250 and "\n" not in one for one in told)
    name = runs[0].model.name
    assert told[0].startswith(f"Replications({name}, seed 1, 3 replications: wait_mean ")
    assert f"wait_mean {waits[0]:.4g} s" in told[0]
    assert "seed 1, 3 pairs of replications: wait_mean" in told[1]
    assert f"two {waits[1]:.4g} s" in told[1]
    assert told[2].startswith(f"SimResult({name}, seed 4, replication 2: EventLog(")
    assert f"{len(run.log.services.case)} rows, {run.script.cases} cases" in told[3]


def test_an_interrupted_result_says_so_when_printed():
    runs = replace(replicate(line(), replications=2, processes=1), asked=9)
    assert "2 of 9 replications" in repr(runs)
    assert "2 of 9 pairs" in repr(Comparison(runs, {"same": runs}))


def test_replications_are_counted_in_whole_numbers():
    assert replicate(line(), replications=2, processes=1).estimates()["n"].dtype.kind == "i"


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_together_gives_what_each_alone_gives(in_processes, processes):
    models = [line(), line(servers=2), line(mean=30.0)]
    together = replicate_together(models, replications=4, processes=processes)
    for model, runs in zip(models, together, strict=True):
        assert runs.model is model
        assert same(runs, replicate(model, replications=4, processes=1))


@pytest.mark.parametrize("processes", [1, 2])
def test_an_interrupt_keeps_as_many_of_every_model(in_processes, processes):
    def interrupt(done, _):
        if done == 3:
            raise KeyboardInterrupt

    models = [line(), line(servers=2)]
    together = replicate_together(models, replications=50, processes=processes, progress=interrupt)
    assert [(runs.n, runs.asked, runs.interrupted) for runs in together] == [(3, 50, True)] * 2
    assert same(together[1], replicate(models[1], replications=3, processes=1))


@pytest.mark.parametrize(("jobs_done", "kept"), [(2, 1), (3, 1), (4, 2), (5, 2)])
def test_no_replication_is_begun_before_all_models_have_the_last(
    monkeypatch, one_by_one, jobs_done, kept
):
    begun = []
    real = sim.jobs.draw_together

    def draw(model, *, replications, **options):
        if len(begun) == jobs_done:
            raise KeyboardInterrupt
        begun.extend(replications)
        return real(model, replications=replications, **options)

    monkeypatch.setattr(sim.jobs, "draw_together", draw)
    together = replicate_together([line(), line(servers=2)], replications=9, processes=1)
    assert begun == [0, 0, 1, 1, 2, 2][:jobs_done]
    assert [runs.n for runs in together] == [kept, kept]


@pytest.mark.parametrize("wrong", [{"replications": 0}, {"processes": 0}, {"replications": -1}])
def test_fewer_than_one_raises(wrong):
    with pytest.raises(SimulationError, match="at least 1"):
        replicate(line(), **wrong)


def test_estimates_are_means_over_all_cases():
    runs = replicate(line(), replications=4, processes=1)
    table = runs.estimates().set_index(["measure", "scope", "of", "at"])
    row = table.loc[("wait_mean", "all", "", np.nan)]
    waits = []
    for r in range(4):
        run = simulate(line(), seed=1, replication=r)
        rows = run.log.services
        keep = run.script.arrival[rows.case] >= run.world.warm_up
        waits += (rows.start_time - rows.enable_time)[keep].tolist()
    assert row["value"] == pytest.approx(np.mean(waits))
    assert row["low"] < row["value"] < row["high"]
    assert (row["unit"], row["n"]) == ("s", 4)


# Comparisons


@pytest.fixture(scope="module")
def runs():
    return {
        name: replicate(model, replications=8, processes=1)
        for name, model in {
            "now": line(),
            "same": line(),
            "two": line(servers=2),
            "quick": line(mean=39.9),
            "slow": line(mean=50.0),
        }.items()
    }


@pytest.fixture(scope="module")
def table(runs):
    return Comparison(runs["now"], {k: v for k, v in runs.items() if k != "now"}).table()


def rows_of(table, measure, scope="all", of=""):
    some = table[(table.measure == measure) & (table.scope == scope) & (table["of"] == of)]
    return some[some["at"].isna()].set_index("redesign")


def test_the_same_model_has_no_difference(table):
    same_rows = table[table.redesign == "same"]
    differences = same_rows.difference.dropna()
    assert (differences == 0).all()
    assert (same_rows.low.dropna() == 0).all()
    assert set(same_rows.verdict) == {SAME, ""}
    assert (same_rows.p.dropna() == 1).all()


def test_pairs_are_on_common_random_numbers(table, runs):
    # A tenth of a second less work: lost in the intervals of the two, seen in that of the pairs.
    row = rows_of(table, "wait_mean").loc["quick"]
    assert row.after_low < row.before < row.after_high
    assert row.low < row.difference < row.high < 0
    assert row.verdict == "better"
    assert runs["quick"].value[0].tolist() != runs["now"].value[0].tolist()


def test_verdicts_have_a_direction(table):
    wait = rows_of(table, "wait_mean")
    assert wait.loc["two"].verdict == "better"
    assert wait.loc["slow"].verdict == "worse"
    assert wait.loc["slow"].difference > 0
    # More people on duty at the desk: more hours are worse, occupancy is neither.
    assert rows_of(table, "staffed_hours").loc["two"].verdict == "worse"
    assert rows_of(table, "occupancy", "pool", "desk").loc["two"].verdict == ""


def test_numbers_are_those_of_the_paired_t_test(table, runs):
    at = runs["now"].keys.index(Key("wait_p90", "all", ""))
    before, names = runs["now"].value[:, at], ["same", "two", "quick", "slow"]
    p = []
    for name in names:
        after = runs[name].value[:, at]
        row = rows_of(table, "wait_p90").loc[name]
        assert row.before == pytest.approx(before.mean())
        assert row.after == pytest.approx(after.mean())
        assert row.difference == pytest.approx((after - before).mean())
        assert row.relative == pytest.approx((after - before).mean() / before.mean())
        if name != "same":
            test = stats.ttest_rel(after, before)
            interval = test.confidence_interval(0.95)
            assert (row.low, row.high) == pytest.approx((interval.low, interval.high))
            p.append(test.pvalue)
        else:
            p.append(1.0)
    assert rows_of(table, "wait_p90").loc[names].p.tolist() == pytest.approx(holm(np.array(p)))


@pytest.mark.parametrize(
    ("measure", "difference", "p", "expected"),
    [
        ("wait_mean", -1.0, 0.01, "better"),
        ("wait_mean", 1.0, 0.01, "worse"),
        ("of_offered", 0.1, 0.01, "better"),
        ("of_offered", -0.1, 0.01, "worse"),
        ("wait_mean", -1.0, 0.05, SAME),
        ("wait_mean", 0.0, 0.0, SAME),
        # Of 100, what would be written as 0.0 % is not seen.
        ("wait_mean", -0.049, 0.0, SAME),
        ("wait_mean", -0.051, 0.0, "better"),
        ("occupancy", 0.1, 0.0, ""),
        ("wait_mean", 1.0, np.nan, ""),
    ],
)
def test_verdict(measure, difference, p, expected):
    assert verdict(measure, 100.0, difference, p, 0.05) == expected


def test_comparing_needs_two_replications_raises(runs):
    one = replicate(line(), replications=1, processes=1)
    with pytest.raises(SimulationError, match="at least 2"):
        Comparison(runs["now"], {"one": one}).table()


def test_what_only_one_side_has_is_kept(runs):
    after = replicate(
        line().replace(pools={"window": {"serves": ["serve"], "seats": 1}}),
        replications=8,
        processes=1,
    )
    table = Comparison(runs["now"], {"renamed": after}).table()
    desk = rows_of(table, "occupancy", "pool", "desk").iloc[0]
    window = rows_of(table, "occupancy", "pool", "window").iloc[0]
    assert np.isnan(desk.after)
    assert np.isnan(window.before)
    assert desk.before == window.after
    assert (desk.verdict, window.verdict) == ("", "")


# Precision


def test_replications_go_on_until_the_interval_is_narrow_enough():
    result = replicate_until(line(), Precision(WAIT, 0.15), processes=1)
    table = result.replications.estimates().set_index(["measure", "scope", "of"])
    row = table.loc[("wait_mean", "all", "")]
    assert result.reached
    assert result.half_width == pytest.approx((row.high - row.low) / 2 / row.value)
    assert result.half_width <= 0.15
    wider = replicate(line(), replications=10, processes=1)
    assert result.replications.n > 10
    assert same_start(result.replications, wider)


def same_start(longer, shorter):
    return longer.value[: shorter.n].tobytes() == shorter.value.tobytes()


def test_it_says_when_the_width_was_not_reached():
    result = replicate_until(line(), Precision(WAIT, 1e-6, at_most=12), processes=1)
    assert not result.reached
    assert result.replications.n == 12
    assert result.half_width > 1e-6


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (Precision(WAIT, 0.0), "above 0"),
        (Precision(WAIT, float("nan")), "above 0"),
        (Precision(Key("wait_means", "all", ""), 0.1), "expected a measure"),
    ],
)
def test_precision_that_cannot_be_reached_raises(precision, text):
    with pytest.raises(SimulationError, match=text):
        replicate_until(line(), precision, processes=1)


def test_an_interrupt_ends_it():
    def interrupt(done, _):
        if done == 4:
            raise KeyboardInterrupt

    result = replicate_until(line(), Precision(WAIT, 0.01), processes=1, progress=interrupt)
    assert (result.replications.n, result.reached) == (4, False)


def test_levels_end_at_nothing_and_differences_do_not():
    runs = [
        replicate(model, replications=2, processes=1)
        for model in (line(), line().replace(pools={"window": {"serves": ["serve"], "seats": 3}}))
    ]
    table = Comparison(runs[0], {"more": runs[1]}).table()
    plain = table[table["at"].isna()]
    for column in ("before_low", "after_low"):
        assert not (plain[column] < 0).any()
    estimates = runs[0].estimates()
    assert not (estimates["low"] < 0).any()
    times = plain[(plain["unit"] == "s") & (plain["difference"].abs() > 0)]
    # Two replications hardly ever tell two waits apart: some difference reaches to both sides.
    assert ((times["low"] < 0) & (times["high"] > 0)).any()
    assert (times["low"] + times["high"]).tolist() == pytest.approx(
        (2 * times["difference"]).tolist()
    )
