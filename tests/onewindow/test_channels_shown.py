"""How long each channel of a service waits is shown below the services, by its title."""

import pytest

from onewindow.chosen import MANY, Row, rows_of
from onewindow.headings import heading, label
from onewindow.measure_names import key_named
from onewindow.tables import many_channels_words
from plots.naming import title_in
from plots.report_data import Facts, ReportData
from plots.result_tables import part_table
from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from scenarios.redesign.prioritize import Prioritize
from sim.comparison import Comparison
from sim.experiment import replicate, replicate_together
from sim.tally import Key

CHANNELS = {
    "elder": {"title": {"zh": "老年人", "en": "Elderly"}, "share": 0.3, "priority": -1},
    "rest": {"share": 0.7},
}
LOST = ("answered_fraction", "abandoned_fraction", "of_offered")


def hall(*plain: str, channels=CHANNELS, calls: bool = False) -> ServiceModel:
    """A matter with channels, and others without, before one desk, or on one telephone."""
    service = {
        "title": {"zh": "办证", "en": "Permits"},
        "arrivals": {"pattern": "rates", "per_hour": 10},
        "flow": [{"serve": "serve"}],
    }
    level = {"measure": "service_level", "queue": "serve", "fraction": 0.8, "within": "30 s"}
    patience = {"patience": {"distribution": "exponential", "mean": "5 min"}} if calls else {}
    return ServiceModel.model_validate(
        {
            "name": "hall",
            "title": "Hall",
            "provenance": "assumed",
            "horizon": "1 day",
            "activities": {"serve": {"service_time": "5 min", **patience}},
            "pools": {"desk": {"serves": ["serve"], "seats": 1}},
            "services": {
                "matter": service | {"channels": channels},
                **{name: service | {"title": name} for name in plain},
            },
            "targets": {"level": level} if calls else {},
        }
    )


def estimates(model: ServiceModel):
    return replicate(model, replications=3, processes=1).estimates()


def test_channels_stand_below_the_services():
    model = hall("other")
    rows = rows_of([model], [estimates(model)], False)
    scopes = list(dict.fromkeys(row.scope for row in rows))
    assert scopes == ["all", "service", "channel", "pool"]
    waits = [row.of for row in rows if (row.scope, row.measure) == ("channel", "wait_mean")]
    assert waits == ["matter: elder", "matter: rest"]


@pytest.mark.parametrize(
    ("lang", "chief", "alone"),
    [
        ("zh", ("分渠道：平均等待时间", "老年人"), ("渠道：老年人", "平均等待时间")),
        ("en", ("Mean wait, by channel", "Elderly"), ("Channel: Elderly", "Mean wait")),
    ],
)
def test_their_lists_are_told_from_those_of_services(lang, chief, alone):
    models, row = [hall()], Row("wait_mean", "channel", "matter: elder")
    for everything, (above, beside) in ((False, chief), (True, alone)):
        assert heading(row, models, lang, everything) == above
        assert label(row, models, lang, everything) == beside
    service = Row("wait_mean", "service", "matter")
    assert heading(service, models, lang, False) != chief[0]


@pytest.mark.parametrize("calls", [False, True])
def test_who_gets_through_is_shown_where_people_can_be_lost(calls):
    model = hall(calls=calls)
    rows = rows_of([model], [estimates(model)], False)
    lost = {row.measure for row in rows if row.scope == "channel"} & set(LOST)
    assert lost == (set(LOST) if calls else set())
    halls = {row.measure for row in rows if row.scope == "channel"} & {"hall_time_mean"}
    assert halls == (set() if calls else {"hall_time_mean"})


def test_of_many_channels_waits_alone_are_shown_and_that_is_told():
    few, many = (
        hall(channels={f"c{k}": {"share": 1 / n} for k in range(n)}) for n in (MANY, 2 * MANY)
    )
    for model, alone in ((few, False), (many, True)):
        table = estimates(model)
        shown = {row.measure for row in rows_of([model], [table], False) if row.scope == "channel"}
        assert (shown == {"wait_mean"}) == alone
        assert bool(many_channels_words([model], "en")) == alone
        everything = rows_of([model], [table], True)
        assert len({row.measure for row in everything if row.scope == "channel"}) > 1


def test_nothing_is_shown_of_a_model_without_channels():
    model = hall("other", channels={})
    assert "channel" not in {row.scope for row in rows_of([model], [estimates(model)], True)}


@pytest.mark.parametrize(
    ("plain", "name", "zh", "en"),
    [
        ((), "matter: elder", "老年人", "Elderly"),
        ((), "matter: rest", "rest", "rest"),
        (("other",), "matter: elder", "办证：老年人", "Permits: Elderly"),
        (("other",), "matter: rest", "办证：rest", "Permits: rest"),
        ((), "matter: gone", "matter: gone", "matter: gone"),
    ],
)
def test_a_channel_has_its_title_and_its_service_where_there_are_several(plain, name, zh, en):
    models = [hall(channels={}), hall(*plain)]
    assert title_in(models, "channel", name, "zh") == zh
    assert title_in(models, "channel", name, "en") == en


@pytest.mark.parametrize(
    "text", ["wait_mean@matter: elder", "平均等待时间@老年人", "Mean wait@elderly"]
)
def test_a_measure_of_a_channel_has_a_name(text):
    assert key_named(text, hall(), "--measure") == Key("wait_mean", "channel", "matter: elder")


def test_a_channel_that_is_not_there_is_refused():
    with pytest.raises(SimulationError, match="matter: elder"):
        key_named("wait_mean@matter: elders", hall(), "--measure")


def test_a_report_has_each_channel_before_and_after():
    before = hall()
    step = Prioritize(operator="prioritize", service="matter", channel="elder", priority=0)
    after = step.rewritten(before)
    sides = replicate_together([before, after], replications=5, processes=1)
    table = Comparison(sides[0], {"alike": sides[1]}).table()
    title = {"zh": "都一样", "en": "All alike"}
    facts = Facts("alike", title, {"zh": "", "en": ""}, 1, 5, "0", "2026-03-02")
    data = ReportData(
        facts=facts, model_before=before, estimates=sides[0].estimates(), model_after=after,
        comparison=table,
    )  # fmt: skip
    found = part_table(data, "channel", ("wait_mean", "hall_time_mean"), "en")
    assert [row[0].text for row in found.rows] == ["Elderly", "", "rest", ""]
    # Who no longer goes first waits longer, and the others less.
    verdicts = [row[-1].tone for row in found.rows]
    assert verdicts == ["worse", "worse", "better", "better"]
