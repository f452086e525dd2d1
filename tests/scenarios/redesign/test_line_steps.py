"""Appointments, priorities and call-backs: who waits how, and when they come."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.redesign.union import RedesignStep
from sim.drawing import draw
from tests.scenarios.redesign.halls import hall, short
from tests.sim.models import at, desk, rows

STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)
SLOTS = {"start": 0.0, "end": 1000.0, "interval": 100.0}


def applied(model: ServiceModel, operator: str, **fields: Any) -> ServiceModel:
    return STEP.validate_python({"operator": operator, **fields}).apply(model).model


def test_a_share_books_slots() -> None:
    after = applied(hall(), "appointments", service="long", share=0.4, booking=SLOTS)
    channels = after.services["long"].channels
    assert {name: channel.share for name, channel in channels.items()} == {
        "others": 0.6,
        "appointment": 0.4,
    }
    booking = channels["appointment"].booking
    assert booking is not None
    assert booking.interval == 100
    assert booking.provenance is not None
    assert channels["others"].booking is None


def test_nobody_books_the_lunch_hour() -> None:
    # Slots 0, 100, then 300, 400: he of 101 comes at 300, he of 102 at 400.
    booking = {"hours": [(0.0, 200.0), (300.0, 500.0)], "interval": 100.0}
    model = desk(at(90, 101, 102), 10.0)
    after = applied(model, "appointments", service="matter", share=1, booking=booking)
    assert draw(after, seed=1).arrival.tolist() == [100, 300, 400]


def test_who_books_comes_at_a_slot() -> None:
    model = desk(at(5, 6, 7, 150), 10.0)
    after = applied(model, "appointments", service="matter", share=1, booking=SLOTS)
    script = draw(after, seed=1)
    assert script.arrival.tolist() == [100, 200, 300, 400]
    assert rows(after, "case", "start_time", "end_time") == [
        (0, 100, 110), (1, 200, 210), (2, 300, 310), (3, 400, 410),
    ]  # fmt: skip


def test_a_greater_share_moves_only_those_between() -> None:
    def booked(share: float) -> set[tuple[int, int]]:
        after = applied(hall(), "appointments", service="long", share=share, booking=SLOTS)
        script = draw(after, seed=1)
        of_long = script.service == list(after.services).index("long")
        cases = of_long & (script.channel == 1)
        return set(zip(script.interval[cases], script.ordinal[cases], strict=True))

    few, many = booked(0.2), booked(0.7)
    assert len(few) > 3
    assert few < many


def test_one_channel_alone_books() -> None:
    model = hall()
    long = model.services["long"].replace(channels={"a": {"share": 0.5}, "b": {"share": 0.5}})
    model = model.replace(services={**model.services, "long": long})
    after = applied(
        model, "appointments", service="long", channel="b", share=0.5, booking=SLOTS, into="booked"
    )
    channels = after.services["long"].channels
    assert {n: c.share for n, c in channels.items()} == {"a": 0.5, "b": 0.25, "booked": 0.25}


def test_a_service_goes_first() -> None:
    after = applied(hall(), "prioritize", service="brief", priority=-1)
    assert (after.services["brief"].priority, after.services["long"].priority) == (-1, 0)


def test_a_service_goes_first_with_all_its_channels() -> None:
    model = applied(hall(), "prioritize", service="long", share=0.5, priority=2)
    after = applied(model, "prioritize", service="long", priority=-1)
    service = after.services["long"]
    assert service.priority == -1
    assert {channel.priority for channel in service.channels.values()} <= {None, -1}
    assert applied(after, "prioritize", service="long", priority=-1) == after


def test_a_channel_goes_first() -> None:
    model = hall()
    long = model.services["long"].replace(channels={"a": {"share": 0.5}, "b": {"share": 0.5}})
    model = model.replace(services={**model.services, "long": long})
    after = applied(model, "prioritize", service="long", channel="b", priority=-1)
    assert {n: c.priority for n, c in after.services["long"].channels.items()} == {
        "a": None,
        "b": -1,
    }


def test_a_green_channel_goes_first_and_the_others_wait() -> None:
    model = desk(at(0, *[1] * 7), 10.0)
    after = applied(model, "prioritize", service="matter", share=0.5, priority=-1)
    green = draw(after, seed=1).channel == 1
    assert 0 < green[1:].sum() < 7
    taken = sorted(rows(after, "start_time", "case"))
    order = [case for _, case in taken if case > 0]
    # At each service the green ones are taken first, each kind in the order in which it came.
    assert order == sorted(range(1, 8), key=lambda case: (not green[case], case))


def test_callers_are_offered_a_call_back() -> None:
    after = applied(hall(), "callback", queue="w1", when_wait_over=300, accept=0.6, answer=0.9)
    assert after.activities["w1"].queue == "w1"
    offer = after.queues["w1"].callback
    assert offer is not None
    assert (offer.when_wait_over, offer.accept, offer.answer) == (300, 0.6, 0.9)
    again = applied(after, "callback", queue="w1", when_wait_over=60)
    assert again.queues["w1"].callback.when_wait_over == 60  # type: ignore[union-attr]


def test_a_line_keeps_its_places_and_its_targets() -> None:
    target = {"measure": "service_level", "queue": "calls", "fraction": 0.8, "within": 20.0}
    model = hall(
        queues={"calls": {"lines": 30}},
        activities={"w1": {"service_time": 300.0, "queue": "calls"}},
        targets={"t": target},
    )
    after = applied(model, "callback", queue="calls", when_wait_over=300)
    assert after.queues["calls"].lines == 30
    assert after.targets == model.targets
    assert after.activities == model.activities


BOOKED = {"pattern": "appointments", "slots": SLOTS}
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "booked already": (
        {"operator": "appointments", "service": "booked", "share": 0.5, "booking": SLOTS},
        "appointments: service: expected cases that come without booking, got those of 'booked'",
    ),
    "no such channel": (
        {"operator": "prioritize", "service": "ways", "channel": "c", "priority": 1},
        "prioritize: channel: expected a channel (a, b), got 'c'. Use one of these names.",
    ),
    "no channels": (
        {"operator": "prioritize", "service": "long", "channel": "c", "priority": 1},
        "prioritize: channel: expected nothing, because long has no channels, got 'c'.",
    ),
    "a channel's name": (
        {
            "operator": "appointments",
            "service": "ways",
            "share": 0.5,
            "booking": SLOTS,
            "into": "a",
        },
        "appointments: into: expected a new name, got 'a', which is a channel already.",
    ),
    "a priority each": (
        {"operator": "prioritize", "service": "each", "priority": 1},
        "prioritize: service: expected a service whose cases have its priority, got 'each'",
    ),
    "a line that is shared": (
        {"operator": "callback", "queue": "w2", "when_wait_over": 60.0},
        "callback: queue: expected a queue or an activity with its own (calls, w1, ",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    data, sentence = BAD[case]
    each = {"pattern": "times", "at": [1.0, 2.0], "priorities": [0, 1]}
    flow = short("w1")
    model = hall(
        queues={"calls": {}},
        activities={"w2": {"service_time": 300.0, "queue": "calls"}},
        services={
            "booked": {"arrivals": BOOKED, "flow": flow},
            "each": {"arrivals": each, "flow": flow},
            "ways": {
                "arrivals": {"pattern": "rates", "per_hour": 1},
                "flow": flow,
                "channels": {"a": {"share": 0.5}, "b": {"share": 0.5}},
            },
        },
    )
    with pytest.raises(RedesignError) as caught:
        STEP.validate_python(data).apply(model)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)
