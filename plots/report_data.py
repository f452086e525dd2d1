"""Everything that charts and report are made from: plain tables and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from plots.language import Lang, no_warnings
from scenarios.errors import DataError
from scenarios.model import ServiceModel
from sim.ranking import Standing
from sim.sensitivity import Sensitivity
from sim.step_effects import StepEffects


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that somebody published about the real place, to be set beside ours."""

    what: Mapping[Lang, str]
    before: str
    after: str
    source: Mapping[Lang, str]
    measure: str = ""
    """Measure of the catalogue that says the same, when there is one."""
    scope: str = "all"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the report says about itself."""

    name: str
    """Name of the redesign, or of the model when there is none."""
    title: Mapping[Lang, str]
    """What was done, such as 一窗受理; or the title of the model."""
    why: Mapping[Lang, str]
    seed: int
    replications: int
    version: str
    date: str
    asked: int = 0
    """Replications asked for; more than there are when Ctrl-C ended the run."""
    redesigns: int = 1
    """Redesigns that were compared with the baseline at once; verdicts allow for their number."""
    standing: Standing | None = None
    """Where the redesign stands among those it was compared with; None where it was alone."""
    headline: str = ""
    """Measure that the first sentence is about; the one that changed most when left out."""
    published: tuple[Published, ...] = ()


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame()


@dataclass(frozen=True, slots=True)
class ReportData:
    """Tables and facts of one model, or of a model before and after a redesign.

    Columns are those of `sim.experiment.Replications.estimates`, `sim.comparison.Comparison.table`
    and of the event log with names in the place of codes.
    """

    facts: Facts
    model_before: ServiceModel
    estimates: pd.DataFrame
    """Measures of the model before."""
    model_after: ServiceModel | None = None
    comparison: pd.DataFrame | None = None
    """Before, after and difference of each measure; None for one model alone."""
    case_before: pd.DataFrame = field(default_factory=_no_rows)
    """Rows of the log of one typical case of each service that has one to show."""
    case_after: pd.DataFrame = field(default_factory=_no_rows)
    duty_before: pd.DataFrame = field(default_factory=_no_rows)
    """Who was present from when to when in the run of those cases; nothing known when empty."""
    duty_after: pd.DataFrame = field(default_factory=_no_rows)
    cases_among: Mapping[str, int] = field(default_factory=dict)
    """Of how many cases of its service each is the middle one."""
    reductions: pd.DataFrame = field(default_factory=_no_rows)
    """The four reductions: item, before, after, difference, percent, unit."""
    hours_found: pd.DataFrame = field(default_factory=_no_rows)
    """Hours at which the difference stands out, from `sim.hours_found.hours_found`."""
    runs_for_hours: int | None = None
    """Replications that would tell of such hours, from `sim.hours_found.runs_for_hours`."""
    trace_of_changes: pd.DataFrame = field(default_factory=_no_rows)
    """What each redesign step changed: step, operator, what, old, new."""
    stages: tuple[ServiceModel, ...] = ()
    """The model before the first redesign step and after each; places in the trace are theirs."""
    numbers: pd.DataFrame = field(default_factory=_no_rows)
    """Where the numbers of the model as it is in the end come from: path, value, kind,
    source_zh, source_en."""
    numbers_before: pd.DataFrame = field(default_factory=_no_rows)
    """The same of the model before; empty when nothing is compared."""
    step_costs: pd.DataFrame = field(default_factory=_no_rows)
    """What each redesign step costs: step, operator, one_off_cost, yearly_cost, staff_hours."""
    step_effects: StepEffects | None = None
    """What each redesign step brought to the headline measure; None when it was not looked at."""
    sensitivity: Sensitivity | None = None
    """How the headline measure moves with single numbers; None when it was not looked at. Its
    table has ``number, less, more`` too: what each is and is set to, as files write it."""
    warnings: Mapping[Lang, tuple[str, ...]] = field(default_factory=no_warnings)
    """What the models may mean otherwise than they say, a sentence each, in both languages."""

    def __post_init__(self) -> None:
        if (self.comparison is None) != (self.model_after is None):
            raise DataError(
                "report: expected comparison and model_after together, got one of them. "
                "Give both, or neither for a report of one model."
            )

    @property
    def compares(self) -> bool:
        """Whether there is an after."""
        return self.comparison is not None

    @property
    def model(self) -> ServiceModel:
        """The model as it is in the end."""
        return self.model_before if self.model_after is None else self.model_after
