"""The Python API."""

import subprocess
import sys

import pytest

import onewindow as ow

HEAVY = {"numpy", "pandas", "scipy", "pydantic", "matplotlib", "simpy", "ruamel", "pulp"}


@pytest.mark.parametrize("code", ["import onewindow", "import onewindow.cli"])
def test_importing_is_cheap(code):
    listed = f"import sys; {code}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())


def test_everything_that_is_named_is_there():
    for name in ow.__all__:
        assert getattr(ow, name) is not None
    assert set(dir(ow)) == set(ow.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nix'"):
        _ = ow.nix


def test_a_case_a_scenario_and_a_file_are_models(folder):
    assert ow.load("social_security").name == "social_security"
    assert "integrated_window" in ow.load("social_security/one_window").pools
    assert ow.load("desk.yaml").pools["desk"].seats == 2
    assert ow.load(folder / "more.yaml").pools["desk"].seats == 3


def test_simulate_and_replicate(folder):
    result = ow.simulate("desk.yaml", seed=4)
    assert result.seed == 4
    told = []
    runs = ow.replicate(
        ow.load("desk.yaml"),
        replications=3,
        progress=lambda done, asked: told.append((done, asked)),
    )
    assert runs.n == 3
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert {"measure", "value", "low", "high"} <= set(runs.estimates().columns)


def test_compare_files_and_models_agree(folder):
    by_file = ow.compare("desk.yaml", ["more.yaml"], replications=3)
    models = {"more": ow.load("more.yaml")}
    by_model = ow.compare(ow.load("desk.yaml"), models, replications=3)
    columns = ["measure", "before", "after", "difference", "verdict"]
    assert by_file.table()[columns].equals(by_model.table()[columns])
    assert not by_file.interrupted


def test_a_model_alone_has_nothing_to_compare_with(folder):
    with pytest.raises(ow.ModelError, match="expected a dict of models"):
        ow.compare(ow.load("desk.yaml"))
    with pytest.raises(ow.OneWindowError, match="expected a scenario to compare with"):
        ow.compare("desk.yaml")


def test_reports_are_named_after_their_redesigns(folder, monkeypatch):
    written = {}

    def write_report(data, path, progress, lang, processes):
        written[path.name] = data
        return path

    monkeypatch.setattr("onewindow.reporting.write_report", write_report)
    both = {"one": ow.load("desk.yaml"), "more": ow.load("more.yaml")}
    result = ow.compare("desk.yaml", both, replications=2)
    paths = ow.report(result, folder / "r.html")
    assert [path.name for path in paths] == ["r-one.html", "r-more.html"]
    assert set(written["r-more.html"].comparison["redesign"]) == {"more"}
    assert len(written["r-more.html"].case_before) == len(written["r-more.html"].case_after)
    (alone,) = ow.report(ow.replicate("desk.yaml", replications=2), folder / "alone.html")
    assert not written[alone.name].compares
