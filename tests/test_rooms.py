"""Who may import whom, read from the sources and checked by import-linter's contracts."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "scenarios": set(),
    "sim": {"scenarios"},
    "optimize": {"scenarios"},
    "plots": {"scenarios", "sim", "optimize"},
    "onewindow": {"scenarios", "sim", "optimize", "plots"},
}
LIVES_IN = {
    "simpy": {"sim"},
    "numba": {"sim", "optimize"},
    "llvmlite": {"sim", "optimize"},
    "pulp": {"optimize"},
    "highspy": {"optimize"},
    "matplotlib": {"plots"},
    "zhplot": {"plots"},
}


def imported(source: Path) -> set[str]:
    """Top-level packages that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room):
    elsewhere = {package for package, homes in LIVES_IN.items() if room not in homes}
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[room] - {room} | elsewhere
    broken = {
        str(source.relative_to(ROOT)): sorted(imported(source) & forbidden)
        for source in (ROOT / room).rglob("*.py")
        if imported(source) & forbidden
    }
    assert not broken


def test_the_two_engines_share_no_logic():
    # What both may use: the script, the world, the codes of the log, and names of types.
    shared = {"sim.script", "sim.world", "sim.event_log", "sim.population", "sim.variates"}
    # Random numbers are drawn before either begins; these are compared with the plain ones.
    drawing = {"uniforms.py", "gamma.py"}
    for source in (ROOT / "sim" / "fast").glob("*.py"):
        if source.name in drawing:
            continue
        tree = ast.parse(source.read_text(encoding="utf-8"))
        modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        ours = {name for name in modules if name.startswith("sim.")}
        assert {name for name in ours if not name.startswith("sim.fast")} <= shared, source.name


def test_contracts_are_kept():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


OFFENCES = [
    *(
        (room, other)
        for room, may in MAY_IMPORT.items()
        for other in MAY_IMPORT.keys() - may - {room}
    ),
    *(
        (room, package)
        for package, homes in LIVES_IN.items()
        for room in MAY_IMPORT
        if room not in homes
    ),
]


@pytest.mark.parametrize(("room", "wish"), sorted(OFFENCES))
def test_contracts_catch(room, wish, tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in MAY_IMPORT:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"import {wish}\n" if name == room else "")
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout, result.stdout + result.stderr


@pytest.mark.parametrize("vague", ["utils", "common", "helpers"])
def test_a_module_is_named_after_its_job(vague):
    assert [p for room in MAY_IMPORT for p in (ROOT / room).rglob(f"{vague}.py")] == []
