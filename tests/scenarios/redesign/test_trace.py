"""The trace of what changed: places, old and new as texts with units."""

from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.share_data import ShareData
from scenarios.redesign.trace import Change, changes
from tests.scenarios.redesign.halls import hall, merge, short


def test_one_window() -> None:
    back = {"rework": "w1", "probability": 0.1}
    model = hall(*short("w1", "w2", back, "w3"))
    del_brief = {"long": model.services["long"]}
    model = model.replace(services=del_brief)
    step = OneWindow.model_validate(merge(title="Desk", time_factor=0.8))
    seats = "serves: [w{0}], seats: 2, calendar: hall"
    assert step.apply(model).changes == (
        Change(
            "activities.desk_acceptance",
            None,
            "title: Desk, service_time: {distribution: sum_of, parts: [w1, w2, w3], "
            "time_factor: 0.8, breadth_penalty: 1}",
        ),
        Change("pools.pool_w1", seats.format(1), None),
        Change("pools.pool_w2", seats.format(2), None),
        Change("pools.pool_w3", seats.format(3), None),
        Change(
            "pools.desk",
            None,
            "title: Desk, serves: [desk_acceptance], seats: 3, calendar: hall",
        ),
        Change("services.long.flow[0]", "serve: w1", None),
        Change("services.long.flow[1].serve", "w2", "desk_acceptance"),
        Change("services.long.flow[2].rework", "w1", "desk_acceptance"),
        Change("services.long.flow[3]", "serve: w3", None),
    )


def test_shared_data() -> None:
    back = {"rework": "w1", "probability": 0.4, "go_home": {"delay": 86400.0}}
    model = hall(*short("w1", "w2", back))
    step = ShareData(operator="share_data", remove=("w2",), rework_factor=0.5)
    assert step.apply(model).changes == (
        Change("activities.w2", "service_time: {distribution: gamma, mean: 5 min, cv: 0.5}", None),
        Change("pools.pool_w2", "serves: [w2], seats: 2, calendar: hall", None),
        Change("services.long.flow[1]", "serve: w2", None),
        Change("services.long.flow[2].probability", "0.4", "0.2"),
    )


def test_times_and_texts_have_their_units() -> None:
    model = hall()
    after = model.replace(horizon=2 * 86400.0, title={"zh": "大厅", "en": "Hall"})
    assert changes(model, after) == (
        Change("title", "Hall", "zh: 大厅, en: Hall"),
        Change("horizon", "1 day", "2 days"),
    )


def test_provenance_is_no_change() -> None:
    model = hall()
    assert changes(model, model.replace(provenance="measured")) == ()
