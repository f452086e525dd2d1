"""Families of service and waiting times, by mean and cv or by their own parameters."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from scenarios.section import NUMBER, Factor, Section
from scenarios.units import Time, Workdays, time_text

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False), NUMBER]


class _Family(Section):
    """What all families share: every time in it has the same kind of unit."""

    TIMES: ClassVar[tuple[str, ...]]
    """The parameters that are times."""

    @property
    def in_workdays(self) -> bool:
        """True when the times are working days instead of seconds."""
        return isinstance(self._times()[0], Workdays)  # all are of one kind

    def _times(self) -> tuple[float | Workdays, ...]:
        given = (getattr(self, name) for name in self.TIMES)
        return tuple(value for value in given if value is not None)

    @model_validator(mode="after")
    def _one_kind_of_unit(self) -> Self:
        if len({isinstance(value, Workdays) for value in self._times()}) > 1:
            raise ValueError(
                f"expected times all in workdays or none, got "
                f"{', '.join(time_text(v) for v in self._times()[:6])}. Use one kind of unit."
            )
        return self

    def amount(self, name: str) -> float:
        """The time parameter ``name`` as a number: seconds, or working days."""
        value = getattr(self, name)
        return value.n if isinstance(value, Workdays) else float(value)


class Constant(_Family):
    """Always the same time."""

    TIMES = ("value",)
    distribution: Literal["constant"] = "constant"
    """The family."""
    value: Time
    """The time it always takes."""


class Exponential(_Family):
    """Memoryless times."""

    TIMES = ("mean",)
    distribution: Literal["exponential"]
    """The family."""
    mean: Time
    """Mean time."""


class _MeanCv(_Family):
    mean: Time | None = None
    """Mean time; goes with ``cv``."""
    cv: Positive | None = None
    """Coefficient of variation: standard deviation / mean (no unit)."""

    def _check_pairs(self, own: tuple[str, str]) -> None:
        given = {name for name in ("mean", "cv", *own) if getattr(self, name) is not None}
        if given not in ({"mean", "cv"}, set(own)):
            raise ValueError(
                f"expected mean and cv, or {own[0]} and {own[1]}, got "
                f"{', '.join(sorted(given)) or 'none of them'}. Give exactly one of the pairs."
            )
        if given == {"mean", "cv"} and self.amount("mean") <= 0:
            raise ValueError(
                "expected a mean above 0, got 0. Use distribution: constant for no time."
            )


class Gamma(_MeanCv):
    """Gamma times; cv 1 is exponential, cv 0.707 is Erlang-2."""

    TIMES = ("mean", "scale")
    distribution: Literal["gamma"]
    """The family."""
    shape: Positive | None = None
    """Shape (no unit); goes with ``scale``."""
    scale: Time | None = None
    """Scale; the mean is shape x scale."""

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        self._check_pairs(("shape", "scale"))
        return self


class Lognormal(_MeanCv):
    """Times whose logarithm is normal; common for talk times (Brown et al. 2005)."""

    TIMES = ("mean", "median")
    distribution: Literal["lognormal"]
    """The family."""
    median: Time | None = None
    """Median time, exp(mu); goes with ``sigma``."""
    sigma: Positive | None = None
    """Standard deviation of the logarithm (no unit)."""

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        self._check_pairs(("median", "sigma"))
        return self


class Weibull(_MeanCv):
    """Weibull times; shape 1 is exponential."""

    TIMES = ("mean", "scale")
    distribution: Literal["weibull"]
    """The family."""
    shape: Positive | None = None
    """Shape (no unit); goes with ``scale``."""
    scale: Time | None = None
    """Scale."""

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        self._check_pairs(("shape", "scale"))
        return self


class Triangular(_Family):
    """Times between two bounds with a most likely value."""

    TIMES = ("low", "mode", "high")
    distribution: Literal["triangular"]
    """The family."""
    low: Time
    """Least time."""
    mode: Time
    """Most likely time."""
    high: Time
    """Greatest time."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        low, mode, high = (self.amount(name) for name in ("low", "mode", "high"))
        if not low <= mode <= high or low == high:
            raise ValueError(
                f"expected low <= mode <= high, got {time_text(self.low)}, {time_text(self.mode)}, "
                f"{time_text(self.high)}. Put the three times in order."
            )
        return self


class Uniform(_Family):
    """Any time between two bounds, all alike."""

    TIMES = ("low", "high")
    distribution: Literal["uniform"]
    """The family."""
    low: Time
    """Least time."""
    high: Time
    """Greatest time."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not self.amount("low") < self.amount("high"):
            raise ValueError(
                f"expected low < high, got {time_text(self.low)} and {time_text(self.high)}. "
                "Put the two times in order, or use distribution: constant."
            )
        return self


class Empirical(_Family):
    """Observed times, drawn as they are, or between them when smoothed."""

    TIMES = ("values",)
    distribution: Literal["empirical"]
    """The family."""
    values: Annotated[tuple[Time, ...], Field(min_length=1)]
    """Observed times."""
    weights: tuple[Factor, ...] | None = None
    """How often each value counts (no unit); all alike when left out."""
    smooth: bool = False
    """True draws along the straight lines between the sorted values instead of the values alone."""

    @model_validator(mode="after")
    def _weights(self) -> Self:
        if self.weights is not None and len(self.weights) != len(self.values):
            raise ValueError(
                f"expected one weight for each of the {len(self.values)} values, "
                f"got {len(self.weights)}. Make the lists equally long."
            )
        if self.weights is not None and self.smooth:
            raise ValueError(
                "expected weights or smooth, got both. Repeat a value in values to weigh it."
            )
        if self.weights is not None and sum(self.weights) <= 0:
            raise ValueError("expected a weight above 0, got only zeros. Give one value a weight.")
        return self

    def _times(self) -> tuple[float | Workdays, ...]:
        return self.values


class FromLog(Section):
    """Times between two time stamps of a log, drawn as they were observed."""

    distribution: Literal["from_log"]
    """The family."""
    log: str
    """Name of the log under ``logs``."""
    start: str
    """Column with the time stamp it runs from."""
    end: str
    """Column with the time stamp it runs to."""
    found_idle: str | None = None
    """Column with the time a case left: only cases count that found no other case present."""

    @property
    def in_workdays(self) -> bool:
        """False: a log has clock times."""
        return False


class SumOf(Section):
    """The sum of other activities' own times, as one merged service."""

    distribution: Literal["sum_of"]
    """The family."""
    parts: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities whose drawn times are added; each keeps its own draws."""
    time_factor: Factor = 1.0
    """What doing them at one desk saves: 0.8 means 20 % less work (no unit). A redesign that leaves
    one part sets it to 1, because nothing is joined any more."""
    breadth_penalty: Factor = 1.0
    """What a generalist of many items loses: 1.1 means 10 % more work (no unit)."""
    work_factor: Factor = 1.0
    """What else makes the work longer or shorter, such as training or a kiosk (no unit)."""

    @property
    def factor(self) -> float:
        """What the sum of the parts is multiplied with."""
        return self.time_factor * self.breadth_penalty * self.work_factor


def _shorthand(value: object) -> object:
    if isinstance(value, str | int | float | Workdays) and not isinstance(value, bool):
        return {"distribution": "constant", "value": value}
    if (
        isinstance(value, dict)
        and "distribution" not in value
        and set(value)
        <= {
            "value",
            "provenance",
        }
    ):
        return {"distribution": "constant", **value}
    return value


Family = Constant | Exponential | Gamma | Lognormal | Weibull | Triangular | Uniform | Empirical
_AnyFamily = Annotated[Family | FromLog, Field(discriminator="distribution")]
_AnyWork = Annotated[Family | FromLog | SumOf, Field(discriminator="distribution")]
Distribution = Annotated[
    _AnyFamily, BeforeValidator(_shorthand, json_schema_input_type=Time | _AnyFamily)
]
"""A time that varies from case to case; a bare time such as ``"6 min"`` is constant."""
ServiceTime = Annotated[
    _AnyWork, BeforeValidator(_shorthand, json_schema_input_type=Time | _AnyWork)
]
"""The work an activity takes: a distribution, or the sum of other activities' times."""
