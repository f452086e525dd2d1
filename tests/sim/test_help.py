"""Small runs worked out by hand: kiosks that stay taken while somebody is fetched to help."""

import pytest

from sim.drawing import draw
from sim.script import SERVE
from tests.sim.models import DAY, at, duty, exp, flows, hours, ran, rows
from tests.sim.test_breakdowns import broken

SERVED = "served"
WHAT = ("case", "activity", "who", "start_time", "end_time", "release_time")


def kiosks(
    arrivals, *, share=1.0, seats=1, help_time=4.0, kiosk=None, guide=None, pools=None, **more
):
    """Kiosks with work of 10; guides help for 4."""
    own = {name: pool for name, pool in (pools or {}).items() if "serves" in pool}
    return flows(
        {"x": (arrivals, ["kiosk"]), **more.pop("services", {})},
        {
            "kiosk": {
                "service_time": 10.0,
                "help": {"activity": "guide", "probability": share},
                **(kiosk or {}),
            },
            "guide": {"service_time": help_time, **(guide or {})},
            **more.pop("others", {}),
        },
        {
            "kiosks": {"serves": ["kiosk"], "seats": seats, **(pools or {}).get("kiosks", {})},
            "guides": {"serves": ["guide"], "seats": 1, **(pools or {}).get("guides", {})},
            **own,
        },
        **more,
    )


def number(run, measure, of):
    tally = run.tally()
    found = zip(tally.keys, tally.amounts().tolist(), strict=True)
    return next(v for key, v in found if (key.measure, key.of) == (measure, of))


def test_the_kiosk_is_kept_until_the_help_has_been_given():
    # Two kiosks, one guide: both are done at 10. 0 is helped [10, 14), 1 [14, 18): its kiosk is
    # kept until then, and 2 takes the first that is free, at 14.
    run = ran(kiosks(at(0, 0, 1), seats=2, horizon=100.0))
    assert rows(run, *WHAT) == [
        (0, "kiosk", "kiosks0", 0, 10, 14),
        (0, "guide", "guides0", 10, 14, 14),
        (1, "kiosk", "kiosks1", 0, 10, 18),
        (1, "guide", "guides0", 14, 18, 18),
        (2, "kiosk", "kiosks0", 14, 24, 28),
        (2, "guide", "guides0", 24, 28, 28),
    ]
    # Busy 14 + 18 + 14 of two kiosks in 100.
    assert number(run, "occupancy", "kiosks") == pytest.approx(46 / 200)
    assert number(run, "occupancy", "guides") == pytest.approx(12 / 100)


def test_after_work_comes_after_the_help():
    run = kiosks(at(0, 0), kiosk={"after_work": 3.0})
    assert rows(run, *WHAT)[::2] == [
        (0, "kiosk", "kiosks0", 0, 10, 17),
        (1, "kiosk", "kiosks0", 17, 27, 34),
    ]


def test_who_needs_no_help_frees_the_kiosk_at_once():
    run = kiosks(at(0, 0), share=0.0)
    assert rows(run, *WHAT) == [
        (0, "kiosk", "kiosks0", 0, 10, 10),
        (1, "kiosk", "kiosks0", 10, 20, 20),
    ]


def test_a_released_kiosk_is_taken_at_that_instant_before_newcomers():
    # 1 waits since 1; 2 comes at 14, when 0 has been helped.
    run = kiosks(at(0, 1, 14))
    assert [row for row in rows(run, "case", "activity", "start_time") if row[1] == "kiosk"] == [
        (0, "kiosk", 0),
        (1, "kiosk", 14),
        (2, "kiosk", 28),
    ]


def test_who_gives_up_waiting_for_help_frees_the_kiosk():
    # The guide is busy until 14 with 0; 1 gives up at 10 + 3.
    run = kiosks(at(0, 0, 1), seats=2, guide={"patience": 3.0})
    found = rows(run, "case", "activity", "start_time", "end_time", "release_time", "outcome")
    assert found[:5] == [
        (0, "kiosk", 0, 10, 14, SERVED),
        (0, "guide", 10, 14, 14, SERVED),
        (1, "kiosk", 0, 10, 13, SERVED),
        (1, "guide", None, 13, None, "abandoned"),
        (2, "kiosk", 13, 23, 27, SERVED),
    ]


def test_who_is_sent_home_frees_the_kiosk_and_needs_only_the_help_the_next_day():
    # Guides close at 200 with 1 waiting for help; its kiosk is free for 2 at 200.
    run = ran(
        kiosks(
            at(188, 188, 195),
            seats=2,
            help_time=20.0,
            pools={"guides": {"calendar": "office", "closing": "turn_away"}},
            calendars=hours(100.0, 200.0),
            horizon=2 * DAY,
        )
    )
    found = rows(
        run, "case", "activity", "visit", "start_time", "end_time", "release_time", "outcome"
    )
    assert found[2:4] == [
        (1, "kiosk", 1, 188, 198, 200, SERVED),
        (1, "guide", 1, None, 200, None, "turned_away"),
    ]
    assert found[4][:3] == (1, "guide", 2)
    assert found[4][-1] == SERVED
    assert found[5][:5] == (2, "kiosk", 1, 200, 210)


def test_a_kiosk_kept_at_the_end_of_the_run_was_served_and_its_help_is_unfinished():
    run = ran(kiosks(at(0), help_time=50.0, horizon=20.0, drain=0.0))
    assert rows(run, "activity", "start_time", "end_time", "release_time", "outcome") == [
        ("kiosk", 0, 10, None, SERVED),
        ("guide", 10, None, None, "unfinished"),
    ]
    assert number(run, "occupancy", "kiosks") == 1


def test_helpers_may_need_help():
    # kiosk [0, 10), guide [10, 14), and a technician [14, 16) for whom both wait.
    run = flows(
        {"x": (at(0, 0), ["kiosk"])},
        {
            "kiosk": {"service_time": 10.0, "help": {"activity": "guide", "probability": 1.0}},
            "guide": {"service_time": 4.0, "help": {"activity": "repair", "probability": 1.0}},
            "repair": 2.0,
        },
        {
            "kiosks": {"serves": ["kiosk"], "seats": 1},
            "guides": {"serves": ["guide"], "seats": 1},
            "technicians": {"serves": ["repair"], "seats": 1},
        },
    )
    assert rows(run, *WHAT) == [
        (0, "kiosk", "kiosks0", 0, 10, 16),
        (0, "guide", "guides0", 10, 14, 16),
        (0, "repair", "technicians0", 14, 16, 16),
        (1, "kiosk", "kiosks0", 16, 26, 32),
        (1, "guide", "guides0", 26, 30, 32),
        (1, "repair", "technicians0", 30, 32, 32),
    ]
    assert number(ran(run), "answered", "repair") == 2


def test_a_kiosk_that_fails_while_it_is_kept_is_out_of_order_afterwards():
    # Kept [10, 14), fails at 12: the help goes on, the next case waits for the repair at 30.
    run = broken(kiosks(at(0, 1)), (0, 0, 12, 30))
    assert rows(run, *WHAT)[:3] == [
        (0, "kiosk", "kiosks0", 0, 10, 14),
        (0, "guide", "guides0", 10, 14, 14),
        (1, "kiosk", "kiosks0", 30, 40, 44),
    ]


def test_a_kiosk_whose_duty_ends_while_it_is_kept_leaves_afterwards():
    run = kiosks(
        at(0),
        pools={
            "kiosks": {"staff": [{"span": (0.0, 12.0), "level": 1}], "on_decrease": "hand_over"}
        },
    )
    assert rows(run, *WHAT) == [
        (0, "kiosk", "kiosks0", 0, 10, 14),
        (0, "guide", "guides0", 10, 14, 14),
    ]
    assert duty(run)[:2] == [("kiosks0", 0, 12, "duty"), ("kiosks0", 12, 14, "overtime")]


def test_guides_stay_for_those_at_the_kiosks_at_closing():
    # At 200 the case is at a kiosk and will need a guide at 205.
    run = kiosks(
        at(195),
        pools={name: {"calendar": "office"} for name in ("kiosks", "guides")},
        calendars=hours(100.0, 200.0),
        horizon=DAY,
    )
    assert rows(run, *WHAT)[1] == (0, "guide", "guides0", 205, 209, 209)
    assert ("guides0", 200, 209, "overtime") in duty(run)


def test_a_case_that_has_left_keeps_no_kiosk():
    # Side by side the case is at a kiosk and its file waits for a clerk, until it leaves at 5. The
    # kiosk finishes at 10 and nobody fetches a guide; it is free for the next, who comes at 12.
    run = kiosks(
        at(12),
        services={
            "y": (at(0), [{"parallel": [[{"serve": "kiosk"}], [{"serve": "file"}]]}]),
        },
        others={"file": {"service_time": 9.0, "place": "back", "patience": 5.0}},
        pools={"clerks": {"serves": ["file"], "staff": [{"span": (50.0, 99.0), "level": 1}]}},
    )
    columns = ("service", "activity", "start_time", "release_time", "outcome")
    assert rows(run, *columns)[:3] == [
        ("y", "kiosk", 0, 10, SERVED),
        ("y", "file", None, None, "abandoned"),
        ("x", "kiosk", 12, 26, SERVED),
    ]


@pytest.mark.parametrize("kiosk_first", [True, False])
def test_with_several_branches_the_applicant_goes_elsewhere_only_after_the_help(kiosk_first):
    # The window is wanted at 0 too. After the kiosk and before the help the applicant does not go
    # there, whichever branch comes first; a first window keeps him until 5.
    branches = [[{"serve": "kiosk"}], [{"serve": "window"}]]
    run = kiosks(
        at(),
        services={"y": (at(0), [{"parallel": branches if kiosk_first else branches[::-1]}])},
        others={"window": 5.0},
        pools={"windows": {"serves": ["window"], "seats": 1}},
    )
    kiosk, window = (0, 14) if kiosk_first else (5, 0)
    assert sorted(rows(run, "activity", "start_time", "end_time", "release_time")) == [
        ("guide", kiosk + 10, kiosk + 14, kiosk + 14),
        ("kiosk", kiosk, kiosk + 10, kiosk + 14),
        ("window", window, window + 5, window + 5),
    ]


def test_a_window_of_an_earlier_branch_waits_for_the_help_too():
    # The first branch is ready for its window at 5, while the applicant is at the kiosk of the
    # second: it has to wait until the help has been given at 14.
    run = kiosks(
        at(),
        services={
            "y": (
                at(0),
                [
                    {
                        "parallel": [
                            [{"delay": "print", "time": 5.0}, {"serve": "window"}],
                            [{"serve": "kiosk"}],
                        ]
                    }
                ],
            )
        },
        others={"window": 5.0},
        pools={"windows": {"serves": ["window"], "seats": 1}},
    )
    assert ("window", 14, 19) in rows(run, "activity", "start_time", "end_time")


def test_a_larger_share_needs_help_besides_those_who_did_and_changes_no_other_draw():
    def who(share):
        given = kiosks(at(*range(200)), share=share, kiosk={"service_time": exp(10.0)})
        script = draw(given, seed=1)
        firsts = script.work[script.first_draw[:200]]
        needs = [
            case
            for case in range(200)
            if (script.kind[script.first_op[case] : script.first_op[case + 1]] == SERVE).sum() == 2
        ]
        return firsts.tolist(), set(needs)

    (work, few), (same, many) = who(0.2), who(0.5)
    assert work == same
    assert few < many
    assert 20 < len(few) < 60
    assert 75 < len(many) < 125


def test_help_is_counted_as_an_attempt_of_its_own():
    run = ran(kiosks(at(0, 0, 1), seats=2, guide={"patience": 3.0}))
    assert number(run, "offered", "kiosk") == number(run, "answered", "kiosk") == 3
    assert (number(run, "offered", "guide"), number(run, "answered", "guide")) == (3, 2)
    assert number(run, "finished", "") == 2
