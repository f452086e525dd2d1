"""The step whose break-even is looked for, and the command that looks for it."""

import json

import pytest

from onewindow.cli import app
from onewindow.merging import merging_of
from scenarios.distributions import SumOf
from scenarios.errors import ModelError


def test_the_first_merging_step_with_the_steps_before_it() -> None:
    merging = merging_of("social_security/one_window")
    assert merging.number == 0
    assert merging.assumed == pytest.approx(0.75 * 1.05)
    assert "window_1" in merging.before.pools
    after = merging.after(1.2)
    work = after.activities["integrated_window_acceptance"].service_time
    assert isinstance(work, SumOf)
    assert work.time_factor * work.breadth_penalty == 1.2
    # What comes after the step is not done: shared data would take a part away.
    assert len(work.parts) == 5


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("social_security", "expected one scenario (more_clerks, one_window, "),
        ("social_security/more_clerks", "expected a step one_window or pool_windows"),
    ],
)
def test_a_scenario_without_such_a_step_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(ModelError) as caught:
        merging_of(name)
    assert sentence in str(caught.value)


def test_the_command_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["breakeven", "social_security/one_window", "-n", "2", "--low", "1.1", "--high", "1.4"]
    with pytest.raises(SystemExit) as ended:
        app([*words, "--json"])
    assert ended.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["status"] == "found"
    assert told["low"] <= told["product"] <= told["high"]
    assert told["tried"][0]["product"] == 1.1


def test_the_command_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["breakeven", "social_security/one_window", "-n", "2", "--low", "0.7", "--high", "0.8"]
    with pytest.raises(SystemExit):
        app([*words, "--lang", "zh"])
    assert "改造后都更好" in capsys.readouterr().out
