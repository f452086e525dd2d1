"""The cases of the library and where their files are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import ModelError, Problem
from scenarios.findings import wrong_name

_FOLDER = Path(__file__).parent
_BASELINE = "baseline.yaml"


@dataclass(frozen=True, slots=True)
class Pack:
    """A case of the library."""

    name: str
    """Name of its folder."""
    baseline: Path
    """Model file of the hall or hotline as it was."""
    scenarios: tuple[Path, ...]
    """Scenario files, by name."""
    readme: Path
    """What it is, and where its numbers come from."""

    def scenario(self, name: str) -> Path:
        """The scenario file of this name.

        Raises
        ------
        ModelError
            The pack has no such scenario.
        """
        by_name = {path.stem: path for path in self.scenarios}
        if name not in by_name:
            what = wrong_name(f"a scenario of {self.name}", name, by_name, "Use one of these.")
            raise ModelError(Problem("scenario", what))
        return by_name[name]


def pack_names() -> tuple[str, ...]:
    """Names of all cases, in order."""
    return tuple(sorted(path.parent.name for path in _FOLDER.glob(f"*/{_BASELINE}")))


def load_pack(name: str) -> Pack:
    """Find a case by name.

    Raises
    ------
    ModelError
        There is no such case.
    """
    names = pack_names()
    if name not in names:
        raise ModelError(Problem("pack", wrong_name("a case", name, names, "Use one of these.")))
    folder = _FOLDER / name
    scenarios = sorted(path for path in folder.glob("*.yaml") if path.name != _BASELINE)
    return Pack(name, folder / _BASELINE, tuple(scenarios), folder / "README.md")
