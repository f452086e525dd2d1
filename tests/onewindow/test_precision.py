"""Runs until an interval is narrow enough, from Python and from the command line."""

import pytest

import onewindow as ow
from onewindow.measure_names import key_named
from scenarios.errors import SimulationError
from scenarios.reading import read_model
from tests.onewindow.conftest import SMALL

MODEL = read_model(
    SMALL.replace(
        "  desk: {serves: [advise], seats: 2}",
        "  desk: {serves: [advise], seats: 2, title: {zh: 前台, en: Front desk}}\n"
        "  back: {serves: [advise], seats: 1}",
    )
    + "targets:\n  quick: {measure: wait, within: 5 min, fraction: 0.8,"
    " title: {zh: 五分钟内, en: Within five minutes}}\n"
)
HALL = "examples/first/hall.yaml"


def test_the_width_asked_for_is_the_width_of_the_estimate():
    precise = ow.replicate_until(HALL, "wait_mean", 0.15)
    row = precise.replications.estimates().query("measure == 'wait_mean' and scope == 'all'")
    half = (row["high"] - row["low"]).item() / 2 / row["value"].item()
    assert precise.reached
    assert half <= 0.15
    assert half == pytest.approx(precise.half_width)


def test_what_cannot_be_reached_is_said_to_be_so():
    precise = ow.replicate_until(HALL, "wait_mean@matter", 0.001, at_most=12)
    assert not precise.reached
    assert precise.replications.n == 12


def test_the_command_says_whether_it_was_reached(call):
    result = call("simulate", HALL, "--precision", "wait_mean=20%")
    assert result.exit_code == 0
    assert "precision reached: wait_mean" in result.stderr


def test_replications_are_the_most_that_a_precision_takes(call, folder):
    result = call("simulate", "desk.yaml", "--precision", "wait_mean=0.1%", "-n", "13")
    assert "precision not reached: wait_mean" in result.stderr
    assert "after 13 replications" in result.stderr


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("wait_mean", ("wait_mean", "all", "")),
        ("Mean wait", ("wait_mean", "all", "")),
        ("平均等待时间", ("wait_mean", "all", "")),
        ("mean  wait@question", ("wait_mean", "service", "question")),
        ("wait_mean@advise", ("wait_mean", "queue", "advise")),
        ("Occupancy@前台", ("occupancy", "pool", "desk")),
        ("occupancy@front desk", ("occupancy", "pool", "desk")),
        ("asa", ("asa", "queue", "advise")),
        ("within five minutes", ("within_target_fraction", "target", "quick")),
    ],
)
def test_a_measure_has_the_names_that_are_printed(name, key):
    assert key_named(name, MODEL, "--precision")[:3] == key


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("waits_mean", r"wait_mean, .*overtime_hours.*got 'waits_mean'. Did you mean 'wait_mean'"),
        ("wait_mean@quick", r"wait_mean@NAME with NAME \(question, advise\), got 'quick'"),
        ("occupancy", "expected one of occupancy@desk, occupancy@back, got 'occupancy'"),
        ("wait_cdf", "got 'wait_cdf'"),
    ],
)
def test_a_name_of_nothing_or_of_several_lists_what_is_possible(name, says):
    with pytest.raises(SimulationError, match=says):
        key_named(name, MODEL, "--precision")


def test_a_word_for_several_activities_is_all_who_come_to_any_of_them():
    text = SMALL.replace("advise: {service_time", "advise: {also_called: [受理], service_time")
    one = read_model(text)
    assert key_named("wait_mean@受理", one, "--measure")[:3] == ("wait_mean", "activity", "advise")
    both = one.replace(
        activities={**one.activities, "accept": one.activities["advise"]},
        pools={"desk": one.pools["desk"].replace(serves=["advise", "accept"])},
        services={
            name: service.replace(flow=[*service.flow, {"serve": "accept"}])
            for name, service in one.services.items()
        },
    )
    key = key_named("wait_mean@受理", both, "--measure")
    assert key[:3] == ("wait_mean", "activity", "受理")
    tally = ow.simulate(both).tally()
    found = dict(zip(tally.keys, zip(tally.value, tally.per, strict=True), strict=True))
    parts = [found[key._replace(of=name)] for name in ("advise", "accept")]
    # A mean over all is no mean of means: sums and numbers add up.
    assert found[key] == pytest.approx(tuple(map(sum, zip(*parts, strict=True))))
    longest = [found[key._replace(measure="wait_max", of=n)][0] for n in ("advise", "accept")]
    assert found[key._replace(measure="wait_max")][0] == max(longest)


@pytest.mark.parametrize(
    "wrong", ["wait_mean", "wait_mean=0", "=5%", "wait_mean=x", "wait_meen=5%"]
)
def test_a_wrong_precision_is_one_sentence(call, wrong):
    result = call("simulate", HALL, "--precision", wrong)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "expected" in result.stderr
