"""A user's mistake is one sentence on stderr and exit code 2, never a traceback."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXPECTED_GOT = r"expected .+, got.+\."


@pytest.fixture
def broken(folder):
    (folder / "folder").mkdir()
    (folder / "blocked").write_text("")
    (folder / "empty.yaml").write_text("")
    (folder / "not_yaml.yaml").write_text("a: [1,\nb")
    (folder / "list.yaml").write_text("- 1\n")
    return folder


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("simulate missing.yaml", "missing.yaml: expected a model or scenario file"),
        ("simulate folder", "folder: expected a model or scenario file"),
        ("simulate empty.yaml", "empty.yaml:1: expected a map of keys"),
        ("simulate not_yaml.yaml", "not_yaml.yaml:2: expected YAML"),
        ("simulate list.yaml", "list.yaml:1: expected a map of keys"),
        ("simulate social_securty", "Did you mean 'social_security'?"),
        ("simulate social_security/one_windo", "Did you mean 'one_window'?"),
        ("compare social_security one_windo", "Did you mean 'one_window'?"),
        ("compare desk.yaml", "desk.yaml: expected a scenario to compare with"),
        ("compare social_security more.yaml", "expected a scenario of"),
        ("compare more.yaml -n 1", "expected at least 2 replications"),
        ("simulate desk.yaml --vary pools.dsk.seats=2", "Did you mean 'desk'?"),
        ("simulate desk.yaml --vary pools.desk.seat=2", "Did you mean 'seats'?"),
        ("simulate desk.yaml --vary pools.desk.seats=x", "--vary pools.desk.seats=x"),
        ("simulate desk.yaml --vary pools.desk.seats", "expected a field and its values"),
        (
            "simulate desk.yaml --precision wait_men=5%",
            "precision: expected a measure of the model",
        ),
        ("simulate desk.yaml --precision wait_men=5%", "Did you mean 'wait_mean'?"),
        ("simulate desk.yaml --precision wait_mean@questio=5%", "Did you mean 'question'?"),
        ("simulate desk.yaml --lang fr", "--lang: expected zh or en, got 'fr'"),
        ("simulate desk.yaml --out blocked/x.csv", "blocked: expected a folder"),
        ("simulate desk.yaml --out folder", "folder: --out: expected a file"),
        ("simulate desk.yaml --log .", ".: --log: expected a file, got a folder."),
        ("simulate desk.yaml --log folder", "folder: --log: expected a file, got a folder."),
        ("simulate desk.yaml --out .", ".: --out: expected a file, got a folder."),
        ("simulate desk.yaml --log x.xls", "expected a file that ends in .csv"),
        ("report more.yaml --out blocked/x.html", "blocked: expected a folder"),
        ("charts more.yaml --out blocked", "blocked: expected a folder"),
        ("demo --out blocked", "blocked: expected a folder"),
        ("check missing.yaml", "missing.yaml: expected a model or scenario file"),
    ],
)
def test_a_mistake_is_one_sentence(call, broken, command, says):
    result = call(*command.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("simulate", "onewindow simulate: Missing argument 'MODEL'. See"),
        ("simulate desk.yaml --seed x", "--seed: expected a whole number"),
        ("simulate desk.yaml -n 0", "--replications: expected a whole number"),
        ("simulate desk.yaml --nix", "No such option: --nix. See onewindow simulate --help."),
        ("simulate desk.yaml --n 3", "No such option: --n. Did you mean '-n'? See"),
        ("simulate desk.yaml --replication 3", "Did you mean '--replications'? See"),
        ("simulat", "Did you mean 'simulate'? See onewindow --help."),
    ],
)
def test_a_wrong_command_is_one_sentence(call, folder, command, says):
    result = call(*command.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_all_problems_of_a_file_are_told_with_their_lines(call, folder):
    text = (folder / "desk.yaml").read_text().replace("seats: 2", "seets: 2")
    (folder / "desk.yaml").write_text(text.replace("{serve: advise}", "{serve: advize}"))
    result = call("check", "desk.yaml")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) >= 2
    assert all(line.startswith("desk.yaml:") for line in lines)
    assert "Did you mean 'seats'?" in result.stderr
    assert "Did you mean 'advise'?" in result.stderr


@pytest.mark.parametrize("command", ["check", "simulate", "report"])
def test_a_log_that_is_not_there_is_one_sentence(call, tmp_path, monkeypatch, command):
    model = Path(__file__).parents[2] / "examples" / "emcc_2015" / "model.yaml"
    here = tmp_path / "one" / "examples" / "emcc_2015"
    here.mkdir(parents=True)
    shutil.copy(model, here)
    monkeypatch.chdir(here)
    result = call(command, "model.yaml")
    assert result.exit_code == 2
    log = tmp_path / "shared" / "data" / "hotline_emcc_2015" / "calls.csv.gz"
    assert result.stderr.replace("\n", "").startswith(f"{log}: expected a log, got no file.")
    assert len(result.stderr.strip().splitlines()) == 1


def test_with_json_the_problems_are_data(call, folder):
    result = call("simulate", "desk.yaml", "--vary", "pools.dsk.seats=2", "--json")
    assert result.exit_code == 2
    document = json.loads(result.stdout)
    assert set(document) == {"onewindow", "problems"}
    (problem,) = document["problems"]
    assert set(problem) == {"file", "line", "where", "what"}
    assert problem["what"] in result.stderr


def test_a_defect_is_one_sentence_too(call, folder, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("onewindow.subjects.model_of", fails)
    result = call("simulate", "desk.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ZeroDivisionError" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG])
def test_a_full_disk_is_no_defect(call, folder, monkeypatch, code):
    def fails(*_, **__):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("onewindow.subjects.model_of", fails)
    result = call("simulate", "desk.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected room to write" in result.stderr
    assert os.strerror(code) in result.stderr
    assert "defect" not in result.stderr


IN_CHINESE = "有 1 个问题，说明是英文："


@pytest.mark.parametrize("option", ["--lang zh", "--lang=zh"])
@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("simulate missing.yaml", "missing.yaml: expected a model or scenario file"),
        ("simulate desk.yaml --nix", "No such option: --nix"),
        ("check missing.yaml", "missing.yaml: expected a model or scenario file"),
    ],
)
def test_in_chinese_a_line_says_that_the_sentence_is_in_english(
    call, broken, command, says, option
):
    result = call(*command.split(), *option.split())
    assert (result.exit_code, result.stdout) == (2, "")
    head, sentence = result.stderr.splitlines()
    assert head == IN_CHINESE
    assert says in sentence


def test_a_wrong_language_falls_back_on_that_of_the_environment(call, folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert call("simulate", "missing.yaml").stderr.startswith(IN_CHINESE)
    assert call("simulate", "desk.yaml", "--lang", "fr").stderr.startswith(IN_CHINESE)
    assert IN_CHINESE not in call("simulate", "missing.yaml", "--lang", "en").stderr


def test_in_chinese_what_is_said_besides_is_in_chinese(call, folder):
    result = call("simulate", "desk.yaml", "-n", "2", "--lang", "zh", "--out", "t.csv")
    assert result.stderr == "已写入：t.csv\n"


def test_in_a_real_process(folder):
    command = [sys.executable, "-m", "onewindow", "simulate", "missing.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_nobody_reads_on(folder):
    command = [sys.executable, "-m", "onewindow", "schema"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            command, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        (("-n", "0"), "--replications: expected a whole number of at least 1, got '0'. "),
        (
            ("--replications", "-3"),
            "--replications: expected a whole number of at least 1, got '-3'. ",
        ),
        (("-n", "x"), "--replications: expected a whole number, got 'x'. "),
        (("-n0",), "--replications: expected a whole number of at least 1, got '0'. "),
        (("--replications=0",), "--replications: expected a whole number of at least 1, got '0'. "),
        (("--seed", "1.5"), "--seed: expected a whole number, got '1.5'. "),
    ],
)
def test_a_number_that_is_none_is_told_in_our_words(call, argument, told):
    result = call("simulate", "social_security", *argument)
    assert result.exit_code == 2
    assert result.stderr.startswith(told)
