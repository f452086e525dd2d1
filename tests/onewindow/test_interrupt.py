"""Ctrl-C keeps what is done."""

import pytest

from onewindow.study import run_study
from onewindow.subjects import study_of


def interrupted_after(n):
    """A progress function that interrupts when ``n`` replications in all are done."""
    seen = []

    def progress(done, asked):
        seen.append(done)
        if len(seen) == n:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize(
    ("at", "before", "after", "says"),
    [
        (2, 2, {}, "interrupted: 2 of 4 replications of baseline"),
        (5, 4, {}, "interrupted: 0 of 1 redesigns"),
        (7, 4, {"more": 3}, "interrupted: 3 of 4 replications of more"),
    ],
)
def test_a_comparison_keeps_what_is_done(folder, at, before, after, says):
    study = study_of("more.yaml")
    result = run_study(study, 4, 1, 1, interrupted_after(at))
    assert result.before.n == before
    assert {name: run.n for name, run in result.after.items()} == after
    assert result.interrupted == says


def test_the_command_prints_the_table_and_says_how_much_is_done(call, folder, monkeypatch):
    from sim import experiment

    real = experiment.replicate

    def replicate(model, **options):
        return real(model, **{**options, "progress": interrupted_after(3)})

    monkeypatch.setattr("onewindow.running.replicate", replicate)
    result = call("simulate", "desk.yaml", "-n", "9", "--out", "t.csv")
    assert result.exit_code == 130
    assert "Mean wait" in result.stdout
    assert "interrupted: 3 of 9 replications" in result.stderr
    assert (folder / "t.csv").is_file()
