"""With --json stdout is one document with the documented keys."""

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "command_line.md"


def documented():
    rows = re.findall(r"^\| `(\w+)` \| (`command`.*) \|$", PAGE.read_text(), re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", keys)) for name, keys in rows}


COMMANDS = {
    "demo": "demo -n 2 --out out",
    "packs": "packs",
    "new": "new social_security mine",
    "check": "check desk.yaml more.yaml social_security",
    "simulate": "simulate desk.yaml -n 2 --vary pools.desk.seats=2,3 --out t.csv --log e.csv --all",
    "compare": "compare more.yaml -n 2 --out t.csv --all",
    "steps": "steps social_security/one_window -n 2 --out s.csv",
    "sensitivity": "sensitivity more.yaml -n 2 --out s.csv",
    "breakeven": "breakeven social_security/one_window -n 2 --low 1.1 --high 1.4",
    "requirement": "requirement desk.yaml --target 90%in30min --interval 1h --shrinkage 30%",
    "staff": "staff desk.yaml --target 90%in30min --interval 1h -n 10 --out s",
    "report": "report more.yaml -n 2 --out r.html",
    "charts": "charts desk.yaml -n 2 --out c",
    "control": "control days.csv --column=finished --reform 2024-01-13 --out c",
}
SLOW = {"charts", "report"}
"""End as demo does."""


def test_every_command_is_documented(call):
    listed = re.findall(r"^\W*(\w+)  ", call("--help").stdout.partition("Commands")[2], re.M)
    assert set(documented()) == set(COMMANDS)
    assert {"schema", *COMMANDS} <= set(listed)


NAMED = {
    "counts",
    "numbers",
    "cases_per_day",
    "open_days",
    "over_midnight",
    "days_counted",
    "redesigns",
    "replications",
    "tried",
}
"""Objects whose keys are names out of the model, or of the program's own lists."""


def keys_in(value, inside=""):
    """Every key of a document, and of all that is inside it."""
    if isinstance(value, dict) and inside in NAMED:
        return set()
    if isinstance(value, dict):
        return set(value).union(*(keys_in(one, key) for key, one in value.items()))
    if isinstance(value, list):
        return set().union(*(keys_in(one) for one in value))
    return set()


def numbers_called(value, name):
    """Every number with this key."""
    if isinstance(value, dict):
        own = [value[name]] if name in value else []
        return own + [n for one in value.values() for n in numbers_called(one, name)]
    return (
        [n for one in value for n in numbers_called(one, name)] if isinstance(value, list) else []
    )


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - SLOW))
def test_the_document_has_the_documented_keys(call, folder, command):
    result = call(*COMMANDS[command].split(), "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert set(document) - {"onewindow"} == documented()[command]
    assert document["command"] == command
    assert result.stderr == ""
    page = PAGE.read_text().partition("## `--json`")[2].partition("## The event log")[0]
    assert keys_in(document) - set(re.findall(r"`(\w+)`", page)) == set()
    assert all(type(n) is int for n in numbers_called(document, "n"))
    for file in document.get("files", []) if command != "check" else []:
        assert Path(file).is_file()


def test_the_report_is_one_page_in_both_languages(call, folder):
    document = json.loads(
        call("report", "more.yaml", "-n", "2", "--out", "p/r.html", "--json").stdout
    )
    assert document["files"] == ["p/r.html"]
    page = (folder / "p" / "r.html").read_text(encoding="utf-8")
    assert "加一个窗口" in page
    assert "One more" in page
    assert [path.name for path in (folder / "p").iterdir()] == ["r.html"]


def test_measures_are_rows(call, folder):
    document = json.loads(call("simulate", "desk.yaml", "-n", "3", "--json").stdout)
    (run,) = document["runs"]
    assert run["replications"] == 3
    keys = {"measure", "scope", "of", "unit", "value", "low", "high", "n"}
    assert all(set(row) == keys for row in run["measures"])
    everything = json.loads(call("simulate", "desk.yaml", "-n", "3", "--json", "--all").stdout)
    assert any(row["at"] is not None for row in everything["runs"][0]["measures"])


def test_comparisons_are_rows(call, folder):
    document = json.loads(call("compare", "more.yaml", "-n", "3", "--json").stdout)
    assert document["replications"] == {"baseline": 3, "more": 3}
    (redesign,) = document["redesigns"]
    assert redesign["changes"][0]["path"].startswith("pools.desk")
    row = next(r for r in document["measures"] if r["measure"] == "wait_mean")
    assert row["after"] < row["before"]
    assert row["difference"] == pytest.approx(row["after"] - row["before"])
    assert {r["item"] for r in document["reductions"]} >= {"steps", "documents", "visits"}
    (place,) = document["ranking"]
    assert (place["rank"], place["name"], place["measure"]) == (1, "more", "hall_time_mean")
    told = ("before", "after", "difference", "low", "high", "verdict")
    same = next(
        r for r in document["measures"] if (r["measure"], r["scope"]) == ("hall_time_mean", "all")
    )
    assert {name: place[name] for name in told} == {name: same[name] for name in told}


@pytest.mark.parametrize("options", [[], ["--scenario"], ["--json"]])
def test_the_schema_is_json(call, options):
    document = json.loads(call("schema", *options).stdout)
    assert ("redesign" in document["properties"]) == ("--scenario" in options)
