"""What a report is about: the visits and calls that a redesign touched, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from plots.pairs import Key, chosen, level_targets, pairs, queue_of
from plots.report_data import ReportData
from plots.touched import touched_services
from scenarios.calls import is_calls, lines_of
from scenarios.model import ServiceModel

_VISIT = (
    "hall_time_mean", "wait_mean", "wait_p90", "completion_time_mean", "visits_mean",
    "windows_mean",
)  # fmt: skip
_COMING = ("visits_mean", "windows_mean")
_CALL = ("answered_fraction", "abandoned_fraction", "asa", "aht")
COST = Key("staffed_hours")
"""What service costs: it ranks nothing as long as a number of the service itself changed."""
_MOST_GROUPS = 4
"""Most services or lines whose key numbers are shown."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the headline, the key numbers and the curves are about."""

    visits: tuple[str, ...]
    """Services touched that are visits to a hall."""
    calls: tuple[str, ...]
    """Services touched that are telephone calls."""
    whole: bool
    """True when that is every service and all are of one kind: numbers over all then speak of
    them, and nothing has to be named."""
    mixed: bool
    """True when the models have both visits and calls, touched or not."""

    @property
    def services(self) -> tuple[str, ...]:
        """All of them."""
        return self.visits + self.calls


def subject(data: ReportData) -> Subject:
    """What a report is about."""
    found = touched_services(data.model_before, data.model_after)
    kinds = {name: calls_in(data, name) for name in services_of(data)}
    return Subject(
        visits=tuple(name for name in found if not kinds[name]),
        calls=tuple(name for name in found if kinds[name]),
        whole=len(found) == len(kinds) and len(set(kinds.values())) == 1,
        mixed=len(set(kinds.values())) > 1,
    )


def services_of(data: ReportData) -> tuple[str, ...]:
    """Every service of either model."""
    return tuple(dict.fromkeys(name for model in _models(data) for name in model.services))


def calls_in(data: ReportData, service: str) -> bool:
    """Whether a service is telephone calls, in the first model that has it.

    The first, so that a redesign of its lines does not make visitors callers.
    """
    model = next(m for m in reversed(_models(data)) if service in m.services)
    return is_calls(model, service)


def call_lines(data: ReportData, services: tuple[str, ...]) -> dict[str, str]:
    """Lines of some call services, and the formula by which each service level is counted."""
    formulas = {queue_of(data, t): t.formula for t in level_targets(data).values()}
    lines = [
        line
        for service in services
        for model in _models(data)
        if service in model.services
        for line in lines_of(model, service)
    ]
    return {line: formulas.get(line, "of_offered") for line in dict.fromkeys(lines)}


def visit_scopes(data: ReportData) -> tuple[tuple[str, str], ...]:
    """Scopes in which the measures of visits are read: all at once, or each service touched."""
    about = subject(data)
    if about.whole:
        return (("all", ""),) if about.visits else ()
    return tuple(("service", name) for name in about.visits)


def key_numbers(data: ReportData) -> list[Key]:
    """The few numbers that a reader asks for first, of each service or line it is about."""
    groups = [_visit_numbers(data, scope, of) for scope, of in visit_scopes(data)]
    groups += [
        [Key(m, "queue", line) for m in (formula, *_CALL)]
        for line, formula in call_lines(data, subject(data).calls).items()
    ]
    if len(groups) > 1:
        groups = [group[:3] for group in groups[:_MOST_GROUPS]]
    elif groups and subject(data).whole and not visit_scopes(data):
        groups[0].append(COST)
    return [key for group in groups for key in group]


def _visit_numbers(data: ReportData, scope: str, of: str) -> list[Key]:
    """Numbers of visits; how many and at how many windows only where somebody comes in."""
    found = chosen(pairs(data), [Key(m, scope, of) for m in _COMING])
    nobody = not found.empty and not found[["before", "after"]].fillna(0.0).to_numpy().any()
    return [Key(m, scope, of) for m in _VISIT if not (nobody and m in _COMING)]


def headline_candidates(data: ReportData) -> list[list[Key]]:
    """Numbers from which the headline is chosen: first the chief ones, then others to fall back on.

    Of visits they are the mean time in the hall, the time to completion and the number of visits,
    then the mean wait; of calls the service level by the target's formula, then the share answered.
    """
    chief = ("hall_time_mean", "completion_time_mean", "visits_mean")
    scopes = visit_scopes(data)
    lines = call_lines(data, subject(data).calls)
    return [
        [Key(m, scope, of) for scope, of in scopes for m in chief]
        + [Key(formula, "queue", line) for line, formula in lines.items()],
        [Key("wait_mean", scope, of) for scope, of in scopes]
        + [Key("answered_fraction", "queue", line) for line in lines],
        # Lines that are pooled or parted have only what is of all of them in common.
        [Key(formula) for formula in dict.fromkeys(lines.values())],
    ]


def _models(data: ReportData) -> tuple[ServiceModel, ...]:
    """The models, the newest first."""
    return tuple(m for m in (data.model_after, data.model_before) if m is not None)
