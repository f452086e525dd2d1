"""Cases that can never be finished: nobody serves them, they go back for ever, or the run ends."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from scenarios.checks.workload import days_of, staffed_time
from scenarios.distributions import Family, FromLog
from scenarios.findings import Finding, Path, listed, listed_zh
from scenarios.flows import Delay, Rework
from scenarios.means import mean_time
from scenarios.model import ServiceModel
from scenarios.sections import sections
from scenarios.units import SECONDS
from scenarios.visits import served_in


def never_done(model: ServiceModel) -> Iterator[Finding]:
    """What keeps cases from ever being finished."""
    yield from _nobody_there(model)
    for path, section in sections(model):
        if isinstance(section, Rework) and section.probability == 1:
            yield Finding(
                (*path, "probability"),
                f"expected that some cases pass, got all that go back, {section.max_rounds} times "
                "each. Lower the probability.",
                f"应有一部分办件通过，但全部退回，每件 {section.max_rounds} 次。请降低这个概率。",
            )
        for at, time in _gone_by(path, section):
            days = mean_time(time)
            if not time.in_workdays:
                days /= SECONDS["day"]
            if days * SECONDS["day"] > model.drain:
                yield Finding(
                    at,
                    f"expected a delay that ends within the {model.drain / SECONDS['day']:g} days "
                    f"that a run goes on after the last case has come, got {days:g} days in the "
                    "mean. Cases are left unfinished: make drain longer.",
                    "延迟应在最后一个办件到来后仿真继续的 "
                    f"{model.drain / SECONDS['day']:g} 天内结束，但平均为 {days:g} 天，"
                    "有些办件会办不完：请加长 drain。",
                )


def _gone_by(path: Path, section: BaseModel) -> Iterator[tuple[Path, Family]]:
    """Times that go by while nobody works on a case, that of coming back included."""
    if isinstance(section, Delay):
        at, time = (*path, "time"), section.time
    elif isinstance(section, Rework) and section.go_home is not None:
        at, time = (*path, "go_home", "delay"), section.go_home.delay
    else:
        return
    if not isinstance(time, FromLog):
        yield at, time


def _nobody_there(model: ServiceModel) -> Iterator[Finding]:
    """Activities of flows at whose pools nobody is on duty in the first days."""
    flows = [
        flow
        for service in model.services.values()
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow))
    ]
    for activity in dict.fromkeys(name for flow in flows for name in served_in(flow)):
        pools = {name: pool for name, pool in model.pools.items() if activity in pool.serves}
        if pools and not any(staffed_time(model, pool) for pool in pools.values()):
            days = days_of(model)
            yield Finding(
                ("activities", activity),
                f"expected somebody on duty to do it, got nobody of {listed(pools)} in the first "
                f"{days} {'day' if days == 1 else 'days'}. Raise seats or staff, or correct their "
                "hours.",
                f"应有人在岗办理，但 {listed_zh(pools)} 在最初 {days} 天里都没有人。"
                "请增加席位（seats）或人员（staff），或改正他们的时间。",
            )
