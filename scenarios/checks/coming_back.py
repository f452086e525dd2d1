"""Applicants who are called back to a window that may be shut by then."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.calendar_days import DAY, spans
from scenarios.checks.open_share import covered
from scenarios.checks.workload import days_of
from scenarios.findings import Finding, Path, listed, listed_zh
from scenarios.flows import Branch, Delay, Flow, Parallel, Rework, Serve, step_name
from scenarios.model import ServiceModel

_SHARE = 0.01
"""Share of the hours of the work in absence that is worth a word."""

Hours = list[tuple[float, float]] | None
"""Open spans [s] of the first days; None for round the clock."""
Absent = dict[str, Hours]
"""Steps in which the applicant may have been absent just before, by name: when they end."""


def shut_on_return(model: ServiceModel) -> Iterator[Finding]:
    """Front-office steps that follow a step of absence whose end may fall into their shut hours.

    Nobody is sent home between them unless the flow says so, and so the case stands in line until
    the next opening, which counts as waiting.
    """
    for name, service in model.services.items():
        ways: list[tuple[Path, Flow]] = [(("services", name, "flow"), service.flow)]
        for channel_name, channel in service.channels.items():
            if channel.flow:
                ways.append((("services", name, "channels", channel_name, "flow"), channel.flow))
        for path, flow in ways:
            # A step that is walked again after rework is told once.
            found = {finding.path: finding for finding in _Walk(model).steps(flow, path, {})[1]}
            yield from found.values()


class _Walk:
    """Walks a flow, remembering in which steps the applicant may just have been absent."""

    def __init__(self, model: ServiceModel) -> None:
        self._model = model

    def steps(
        self, flow: Flow, path: Path, absent: Absent, start: int = 0
    ) -> tuple[Absent, list[Finding]]:
        """Who may be absent after these steps, and what was found in them."""
        found: list[Finding] = []
        for k in range(start, len(flow)):
            step, here = flow[k], (*path, k)
            match step:
                case Serve():
                    found += self._found(step, here, absent)
                    absent = self._after(step)
                case Delay():
                    absent = {} if step.go_home else {step.delay: self._open({step.calendar})}
                case Branch():
                    rest = sum(arm.probability for arm in step.branch) < 1 - 1e-9
                    ends = dict(absent) if rest else {}
                    for b, arm in enumerate(step.branch):
                        end, inside = self.steps(arm.steps, (*here, "branch", b, "steps"), absent)
                        ends |= end
                        found += inside
                    absent = ends
                case Parallel():
                    ends = {}
                    for b, steps in enumerate(step.parallel):
                        end, inside = self.steps(steps, (*here, "parallel", b), absent)
                        ends |= end
                        found += inside
                    absent = ends
                case Rework():
                    if step.go_home is None and absent and step.probability > 0:
                        found += self._again(flow, path, absent, step.rework, k)
        return absent, found

    def _again(
        self, flow: Flow, path: Path, absent: Absent, target: str, stop: int
    ) -> list[Finding]:
        """What is found when a case goes back at once to an earlier step."""
        first = next(k for k, step in enumerate(flow) if step_name(step) == target)
        # The rework itself is left out: who comes back a second time comes the same way.
        return self.steps(flow[:stop], path, absent, first)[1]

    def _after(self, step: Serve) -> Absent:
        activity = self._model.activities[step.serve]
        if activity.place == "front":
            return {}
        return {step.serve: self._open(self._calendars(step.serve))}

    def _found(self, step: Serve, path: Path, absent: Absent) -> Iterator[Finding]:
        if self._model.activities[step.serve].place != "front":
            return
        pools = [name for name, pool in self._model.pools.items() if step.serve in pool.serves]
        hours = self._open(self._calendars(step.serve))
        if hours is None or not pools:
            return
        shares = {name: _outside(ends or self._all_days(), hours) for name, ends in absent.items()}
        late = {name: share for name, share in shares.items() if share > _SHARE}
        if late:
            yield Finding(
                path,
                f"expected the applicant to come back while {listed(pools)} can serve him, got "
                f"{max(late.values()):.0%} of the hours in which {listed(late)} may end while that "
                "is shut; he would stand in line until the next opening. When he leaves and comes "
                "back put {delay: come back, time: 0 s, go_home: true} before it: one visit more.",
                f"申请人回来时 {listed_zh(pools)} 应当开着，但 {listed_zh(late)} 可能结束的时间"
                f"中有 {100 * max(late.values()):.0f} % 落在其关门的时候，"
                "他要在队里等到下一次开门。"
                "如果他先离开再回来，请在它前面加 {delay: come back, time: 0 s, go_home: true}，"
                "即多跑一次。",
            )

    def _all_days(self) -> list[tuple[float, float]]:
        return [(0.0, days_of(self._model) * DAY)]

    def _calendars(self, activity: str) -> set[str | None]:
        return {pool.calendar for pool in self._model.pools.values() if activity in pool.serves}

    def _open(self, calendars: set[str | None]) -> Hours:
        """When at least one of the calendars is open; round the clock if any is None."""
        model, found = self._model, []
        for name in calendars:
            if name is None:
                return None
            found += spans(model.calendars[name], model.start_date, -1, days_of(model) + 1).tolist()
        return [(open_, close) for open_, close in found]


def _outside(ends: list[tuple[float, float]], hours: list[tuple[float, float]]) -> float:
    """Share of the spans of one that the other does not cover."""
    total = sum(close - open_ for open_, close in ends)
    inside = sum(covered(hours, open_, close) for open_, close in ends)
    return 1 - inside / total if total > 0 else 0.0
