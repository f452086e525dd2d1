"""What the commands print and write."""

import json
import re

import pandas as pd
import pytest


def test_help_teaches_with_examples(call):
    assert "onewindow demo" in call("--help").stdout
    for command in ("demo", "packs", "check", "simulate", "compare", "report", "charts", "schema"):
        result = call(command, "--help")
        assert result.exit_code == 0
        assert "For example" in result.stdout
        assert f"onewindow {command}" in result.stdout.partition("For example")[2]


def test_version(call):
    assert re.fullmatch(r"onewindow \d+\.\d+\.\d+\S*\n", call("--version").stdout)


def test_check_says_what_is_in_a_file(call, folder):
    result = call("check", "desk.yaml", "more.yaml")
    assert result.exit_code == 0
    assert "desk.yaml: fine" in result.stdout
    assert "question 45.0" in result.stdout
    assert "set_capacity" in result.stdout


def test_check_counts_cases_on_open_days(call, folder):
    text = (folder / "desk.yaml").read_text(encoding="utf-8").replace("1 day", "7 days")
    calendar = 'calendars: {hall: {open: {mon-fri: ["09:00-12:00"]}}}\n'
    service = text.replace("flow: [{serve", "calendar: hall\n    flow: [{serve")
    (folder / "week.yaml").write_text(service + calendar, encoding="utf-8")
    result = call("check", "week.yaml")
    assert "cases on an open day (5 of the first 7 days): question 45.0" in result.stdout
    assert "前 7 天中开放 5 天" in call("check", "week.yaml", "--lang", "zh").stdout


def test_check_calls_services_by_their_titles(call, folder):
    text = (folder / "desk.yaml").read_text(encoding="utf-8")
    titled = text.replace("question:", "question:\n    title: {zh: 咨询, en: Questions}")
    (folder / "titled.yaml").write_text(titled, encoding="utf-8")
    for lang, told in (("en", "Questions 45.0"), ("zh", "咨询 45.0")):
        assert told in call("check", "titled.yaml", "--lang", lang).stdout
    document = json.loads(call("check", "titled.yaml", "--json").stdout)
    assert document["files"][0]["contents"]["cases_per_day"] == {"question": 45.0}


def test_check_tells_of_hours_over_midnight(call, folder):
    spans = "{mon-fri: ['09:00-12:00', '17:00-09:00'], sat: ['17:00-09:00']}"
    hours = f"calendars: {{night: {{open: {spans}}}}}"
    (folder / "desk.yaml").write_text((folder / "desk.yaml").read_text() + hours)
    told = "over midnight, until the next day: calendars.night 17:00-09:00\n"
    assert told in call("check", "desk.yaml").stdout
    document = json.loads(call("check", "desk.yaml", "--json").stdout)
    assert document["files"][0]["contents"]["over_midnight"] == {"calendars.night": ["17:00-09:00"]}


def test_check_goes_on_after_a_bad_file(call, folder):
    result = call("check", "missing.yaml", "desk.yaml")
    assert result.exit_code == 2
    assert "desk.yaml: fine" in result.stdout
    assert "missing.yaml" in result.stderr


def test_simulate_prints_measures_with_intervals(call, folder):
    result = call("simulate", "desk.yaml", "-n", "5")
    assert result.exit_code == 0
    assert "A desk" in result.stdout
    assert re.search(r"Mean wait +\d", result.stdout)
    assert "95% interval" in result.stdout


def test_same_seed_same_output(call, folder):
    first, second = (call("simulate", "desk.yaml", "-n", "3", "--seed", "9") for _ in range(2))
    other = call("simulate", "desk.yaml", "-n", "3", "--seed", "10")
    assert first.stdout == second.stdout
    assert first.stdout != other.stdout


def test_vary_gives_a_column_for_each_value(call, folder):
    result = call("simulate", "desk.yaml", "-n", "2", "--vary", "pools.desk.seats=1,2,unlimited")
    assert re.search(r"seats=1 +seats=2 +seats=unlimited", result.stdout)


@pytest.mark.parametrize(
    ("setting", "title", "wait"),
    [({"LANG": "zh_CN.UTF-8"}, "咨询台", "平均等待时间"), ({"LANG": "C"}, "A desk", "Mean wait")],
)
def test_the_language_is_that_of_the_environment(call, folder, monkeypatch, setting, title, wait):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    result = call("simulate", "desk.yaml", "-n", "2")
    assert title in result.stdout
    assert wait in result.stdout


def test_lang_goes_before_the_environment(call, folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    assert "改造前" in call("compare", "more.yaml", "-n", "2", "--lang", "zh").stdout


def test_the_log_and_the_table_are_written(call, folder):
    result = call("simulate", "desk.yaml", "-n", "2", "--log", "out/e.xes", "--out", "out/t.csv")
    assert result.exit_code == 0
    names = {path.name for path in (folder / "out").iterdir()}
    assert names == {"e.xes", "e.duty.csv", "t.csv"}
    assert "wait_mean" in set(pd.read_csv(folder / "out" / "t.csv")["measure"])


def test_a_scenario_is_simulated_with_its_redesign(call, folder):
    more = call("simulate", "more.yaml", "-n", "3").stdout
    varied = call("simulate", "desk.yaml", "-n", "3", "--vary", "pools.desk.seats=3").stdout
    occupancy = re.compile(r"A?\s*desk +(\d+\.\d+)")
    assert occupancy.search(more)[1] == occupancy.search(varied)[1]


def test_compare_shows_both_sides_the_difference_and_a_verdict(call, folder):
    result = call("compare", "more.yaml", "-n", "10")
    assert result.exit_code == 0
    assert "Four reductions" in result.stdout
    row = next(line for line in result.stdout.splitlines() if "Mean wait" in line)
    assert re.search(r"−.+ \(−\d+%\) +better", row)


def test_compare_of_a_case_takes_all_its_scenarios(call):
    result = call("compare", "hotline_12345", "-n", "2")
    assert "peak_shifts" in result.stdout
    assert "same_hours" in result.stdout


def test_charts_are_pictures_with_their_numbers(call, folder):
    result = call("charts", "desk.yaml", "-n", "2", "--out", "c")
    assert result.exit_code == 0
    found = {path.suffix for path in (folder / "c").iterdir()}
    assert found == {".png", ".svg", ".pdf", ".csv", ".xlsx"}
    assert re.fullmatch(r"written: c/ \(\d+ files\)\n", result.stderr)


@pytest.mark.parametrize(
    "line",
    [
        "--lang zh --seed 7 simulate desk.yaml -n 2",
        "--seed=7 -n 2 simulate --lang zh desk.yaml",
        "-n2 --lang=zh simulate desk.yaml --seed 7",
    ],
)
def test_options_may_stand_before_the_command(call, folder, line):
    usual = call("simulate", "desk.yaml", "-n", "2", "--seed", "7", "--lang", "zh")
    before = call(*line.split())
    assert (before.exit_code, before.stdout) == (0, usual.stdout)
    assert "种子 7" in usual.stdout


def test_an_option_that_a_command_does_not_have_is_told_by_it(call):
    result = call("--seed", "7", "packs")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("onewindow packs: No such option: --seed.")
    assert call("--json", "packs").stdout == call("packs", "--json").stdout
    assert call("--version").stdout.startswith("onewindow ")


def test_a_column_of_values_has_the_whole_value_in_its_head(call, folder):
    vary = ("--vary", "activities.advise.service_time.mean=1.5 min,2 min")
    head = call("simulate", "desk.yaml", "-n", "2", *vary).stdout
    assert "mean=1.5 min" in head
    assert "mean=2 min" in head


def test_staffed_hours_their_cost_and_kept_promises_are_shown_also_where_they_are_fixed(
    call, folder
):
    hotline = call("simulate", "hotline_12345", "-n", "2").stdout
    hotline = hotline.replace("\N{NO-BREAK SPACE}", " ")
    # 5, 11 and 11 agents for 8 hours each, at 40 an hour.
    assert "216 h" in hotline
    assert "8,640 CNY" in hotline
    assert "On-time fraction" not in hotline
    text = (folder / "desk.yaml").read_text()
    limit = "    limits: {promised: 1 h}\n    flow:"
    (folder / "desk.yaml").write_text(text.replace("    flow:", limit))
    kept = next(
        line for line in call("simulate", "desk.yaml", "-n", "2").stdout.splitlines()
        if "On-time fraction" in line
    )  # fmt: skip
    assert "100.0\N{NO-BREAK SPACE}%" in kept
