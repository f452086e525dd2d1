"""Whatever a file says, reading it gives a model or a ModelError, never another exception."""

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.checks import warnings_for
from scenarios.errors import OneWindowError
from scenarios.reading import load_model, model_in, read_model
from scenarios.writing import dump_model
from scenarios.yaml_text import parse_yaml

HERE = Path(__file__).parent
PACKS = sorted((HERE.parents[1] / "scenarios" / "library").glob("*/baseline.yaml"))
FILES = PACKS or [HERE / "sample.yaml"]
DATA_TRIES, TEXT_TRIES = 1500, 500
GARBAGE: list[Any] = [
    None, True, False, 0, -1, 1.5, float("nan"), float("inf"), 10**18, "", " ", "x", "5 min",
    "5 workdays", "-1 h", "1e999 h", "1e308 weeks", "25:61", "09:00", "17:00-09:00", "09:00-09:00",
    "mon-fri", "unlimited", "\x00", "受理", "x" * 500, "{}", "a.b", [], {}, [[]], [None], ["x", 1],
    {"x": 1}, {"": None}, {"distribution": "gamma"}, {"distribution": 3}, {"distribution": None},
    {"pattern": "counts"}, {"measure": []}, {"serve": []}, {"serve": None}, {"parallel": [[]]},
    {"parallel": None}, {"branch": [{}]}, {"branch": {"x": 1}}, {"rework": 1, "delay": 2},
    {"distribution": "sum_of", "parts": ["accept", None]}, {"zh": 1}, {"kind": "measured"},
]  # fmt: skip
SNIPPETS = (
    "\t", "\n", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "<<: ", "!!python/object:os.system ",
    "!!binary ", "!!set ", "? ", "'", '"', "#", "|\n", ">\n", "---\n", "...\n", "%YAML 1.1\n---\n",
    "\x00", "\ufeff", "\u2028", "\ud800", "~", ".nan", "-.inf", "0x" + "f" * 40, "9" * 5000, "1_0",
    "2026-02-30", "12:30:45", "@", "`", "\\", "&a [*a, *a]", "{a: &b {a: *b}}",
)  # fmt: skip


def seats_of(data: Any) -> list[tuple[Any, Any]]:
    """Every map or list with each of its keys or indices."""
    found: list[tuple[Any, Any]] = []
    todo = [data]
    while todo:
        part = todo.pop()
        keys = list(part) if isinstance(part, dict) else range(len(part))
        for key in keys:
            found.append((part, key))
            if isinstance(part[key], dict | list):
                todo.append(part[key])
    return found


def mutate_data(data: Any, rng: np.random.Generator) -> None:
    """Delete, duplicate, rename, exchange or spoil one value."""
    seats = seats_of(data)
    if not seats:
        return
    part, key = seats[rng.integers(len(seats))]
    other, other_key = seats[rng.integers(len(seats))]
    match rng.integers(6):
        case 0:
            del part[key]
        case 1 if isinstance(part, list):
            part.append(copy.deepcopy(part[key]))
        case 2 if isinstance(part, dict):
            part[str(key)[:-1] + "x"] = part.pop(key)
        case 3:
            part[key] = copy.deepcopy(other[other_key])
        case 4 if isinstance(part, dict):
            part[["provenance", "x", "serve", "distribution", "12"][rng.integers(5)]] = part[key]
        case _:
            part[key] = copy.deepcopy(GARBAGE[rng.integers(len(GARBAGE))])


def mutate_text(text: str, rng: np.random.Generator) -> str:
    """Spoil a few letters or lines."""
    lines = text.split("\n")
    at = int(rng.integers(len(lines)))
    match rng.integers(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[int(rng.integers(len(lines)))])
        case 2:
            lines[at] = " " * int(rng.integers(9)) + lines[at].lstrip()
        case 3:
            column = int(rng.integers(len(lines[at]) + 1))
            snippet = SNIPPETS[rng.integers(len(SNIPPETS))]
            lines[at] = lines[at][:column] + snippet + lines[at][column:]
        case _:
            letters = list("\n".join(lines))
            for _ in range(3):
                letters[rng.integers(len(letters))] = chr(int(rng.integers(256)))
            return "".join(letters)
    return "\n".join(lines)


def assert_told(error: OneWindowError) -> None:
    for problem in error.problems:
        assert problem.line is not None, str(problem)
        assert problem.what.startswith("expected "), problem.what
        assert problem.what.rstrip(")").endswith((".", "?")), problem.what
        assert str(problem).isprintable(), repr(str(problem))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_spoilt_data_never_raises_anything_but_our_errors(file: Path) -> None:
    document = parse_yaml(file.read_text(encoding="utf-8"))
    sound = document.data
    for seed in range(DATA_TRIES // len(FILES)):
        rng = np.random.default_rng(seed)
        document.data = copy.deepcopy(sound)
        for _ in range(rng.integers(1, 4)):
            mutate_data(document.data, rng)
        try:
            model = model_in(document, file)
        except OneWindowError as error:
            assert_told(error)
        else:
            # What is taken as a model can be worked with.
            warnings_for(model)
            dump_model(model)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_spoilt_text_never_raises_anything_but_our_errors(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for seed in range(TEXT_TRIES // len(FILES)):
        rng = np.random.default_rng(seed)
        spoilt = text
        for _ in range(rng.integers(1, 4)):
            spoilt = mutate_text(spoilt, rng)
        try:
            read_model(spoilt, file)
        except OneWindowError as error:
            assert_told(error)


@pytest.mark.parametrize("seed", range(20))
def test_spoilt_bytes_never_raise_anything_but_our_errors(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    raw = bytearray(FILES[0].read_bytes())
    for _ in range(3):
        raw[rng.integers(len(raw))] = int(rng.integers(256))
    path = tmp_path / "model.yaml"
    path.write_bytes(bytes(raw))
    try:
        load_model(path)
    except OneWindowError as error:
        assert_told(error)
