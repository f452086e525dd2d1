"""What joining saves counts where visits are joined, worked out by hand on constant times.

Windows take 6, 4 and 10 minutes, joining saves 20 % and a generalist needs 10 % more.
"""

from typing import Any

import pytest

from scenarios.means import mean_work
from scenarios.model import ServiceModel
from scenarios.redesign.applying import apply_redesign
from tests.scenarios.redesign.flow_steps import step_of
from tests.scenarios.redesign.halls import draws, hall, merge, short, told

MINUTES = {"w1": 6, "w2": 4, "w3": 10}
NOTICE = {"delay": "notice", "time": 86400.0, "calendar": "hall"}
ONE = merge(time_factor=0.8, breadth_penalty=1.1)


def constant(*flow: Any) -> ServiceModel:
    work = {
        name: {"service_time": {"distribution": "constant", "value": 60.0 * minutes}}
        for name, minutes in MINUTES.items()
    }
    return hall(*flow, activities=work)


def minutes(model: ServiceModel, *steps: dict[str, Any]) -> dict[str, float]:
    """Mean work of what the desk does [min], by its parts; every draw is the mean."""
    after = apply_redesign(model, [step_of(step) for step in steps]).model
    drawn = {address[3]: work[0] for address, work in draws(after).items()}
    found = {}
    for service in after.services.values():
        for visit, parts in zip(service.flow or (), told(after, service.flow or ()), strict=True):
            name = getattr(visit, "serve", "")
            if name.startswith("desk"):
                mean = mean_work(after, name)
                assert mean is not None
                assert drawn[name] == pytest.approx(mean)
                found[parts] = mean / 60
    return found


def test_a_visit_that_stands_alone_saves_nothing_but_is_a_generalists() -> None:
    # 0.8 x 1.1 x (6 + 4) together, 1.1 x 10 after the notice; the other matter 0.88 x (6 + 10).
    found = minutes(constant(*short("w1", "w2", NOTICE, "w3")), ONE)
    assert found == pytest.approx({"w1+w2": 8.8, "w3": 11.0, "w1+w3": 14.08})


def test_a_matter_that_needs_one_window_saves_nothing() -> None:
    found = minutes(constant(), {**ONE, "pools": ["pool_w1", "pool_w2"]})
    assert found == pytest.approx({"w1+w2": 8.8, "w1": 6.6})


def test_what_shared_data_leaves_alone_saves_nothing_any_more() -> None:
    gone = {"operator": "share_data", "remove": ["w2"]}
    assert minutes(constant(), ONE, gone) == pytest.approx({"w1+w3": 14.08})
    gone = {"operator": "share_data", "remove": ["w1", "w2"]}
    assert minutes(constant(), ONE, gone) == pytest.approx({"w3": 11.0})


def test_what_the_desk_learned_stays_when_nothing_is_joined_any_more() -> None:
    # A desk trained to take half the time: 0.5 x 1.1 x 10.
    train = {"operator": "train", "pools": ["desk"], "time_factor": 0.5}
    gone = {"operator": "share_data", "remove": ["w1", "w2"]}
    assert minutes(constant(), ONE, train) == pytest.approx({"w1+w2+w3": 8.8, "w1+w3": 7.04})
    assert minutes(constant(), ONE, train, gone) == pytest.approx({"w3": 5.5})


def test_what_is_done_online_keeps_its_factor_with_one_part() -> None:
    online = {
        "operator": "go_online",
        "services": ["long"],
        "replaces": ["w1", "w2"],
        "share": 0.5,
        "pool": "office",
        "time_factor": 0.5,
    }
    gone = {"operator": "share_data", "remove": ["w2"]}
    after = apply_redesign(constant(), [step_of(online), step_of(gone)]).model
    (name,) = set(after.activities) - set(constant().activities)
    assert mean_work(after, name) == pytest.approx(0.5 * 360)


def test_the_name_follows_the_parts_that_are_left() -> None:
    titled = {**ONE, "title": {"zh": "综合窗口", "en": "Desk"}}
    gone = {"operator": "share_data", "remove": ["w2"]}
    after = apply_redesign(constant(*short("w1", "w2")), [step_of(titled), step_of(gone)]).model
    titles = [after.activities[name].title for name in after.pools["desk"].serves]
    assert [(t.zh, t.en) for t in titles if t] == [
        ("综合窗口（w1）", "Desk (w1)"),
        ("综合窗口（w1、w3）", "Desk (w1, w3)"),
    ]
