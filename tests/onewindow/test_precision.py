"""Runs until an interval is narrow enough, from Python and from the command line."""

import pytest

import onewindow as ow

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


@pytest.mark.parametrize(
    "wrong", ["wait_mean", "wait_mean=0", "=5%", "wait_mean=x", "wait_meen=5%"]
)
def test_a_wrong_precision_is_one_sentence(call, wrong):
    result = call("simulate", HALL, "--precision", wrong)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "expected" in result.stderr
