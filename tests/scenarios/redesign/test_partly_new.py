"""Numbers that a step changed say so, and those beside them keep what they said."""

import re
from pathlib import Path

import pytest

from scenarios.library.packs import load_pack, pack_names
from scenarios.provenance import Sourced, numbers
from scenarios.redesign.partly_new import partly_new
from scenarios.redesign.scenario_reading import load_redesigned
from scenarios.section import ProvenanceNote, TextPair
from tests.scenarios.redesign.flow_steps import HOME, applied
from tests.scenarios.redesign.halls import hall, short

SCENARIOS = [path for name in pack_names() for path in load_pack(name).scenarios]


SEATS = TextPair(zh="席位", en="seats")


def note(kind: str, zh: str = "", en: str = "") -> ProvenanceNote:
    return ProvenanceNote.model_validate({"kind": kind, "source": {"zh": zh, "en": en}})


def test_both_sources_stand_in_the_note_and_the_less_firm_kind_holds() -> None:
    old = note("measured", "数得。", "Counted.")
    both = partly_new(SEATS, note("assumed", "估计。", "A guess."), old)
    assert both == note(
        "assumed", "席位：估计。其余如前：数得。", "seats: A guess. Else as before: Counted."
    )
    bare = partly_new(SEATS, note("measured"), note("assumed"))
    assert bare == note("assumed", "席位：实测。", "seats: measured.")


def found(path: Path) -> dict[str, Sourced]:
    return {n.where: n for n in numbers(load_redesigned(path).redesigned.model)}


def test_rarer_rework_says_what_made_it_rarer() -> None:
    model = hall(*short("w1", "w2", {**HOME, "provenance": "measured"}, "w3"))
    step = {"operator": "share_data", "rework_factor": 0.5}
    after = applied(model, step, provenance={"kind": "assumed", "source": "Fewer copies."})
    here = {n.where: n for n in numbers(after)}["services.long.flow[2].probability"]
    assert here.value == "0.15"
    assert here.provenance.source.en == "0.5 of the rework of 0.3: Fewer copies."
    assert here.provenance.source.zh.startswith("原返工概率 0.3 的 0.5 倍：")


def test_new_staff_is_the_scenarios_and_not_the_baselines() -> None:
    after = found(load_pack("hotline_12345").scenario("peak_shifts"))
    assert after["pools.agents.staff[4].level"].provenance.source.en.startswith("Sized for 90 %")
    assert after["pools.agents.seats"].provenance.source.en.startswith("Plausible")


def test_the_rework_of_the_one_window_says_where_it_comes_from() -> None:
    after = found(load_pack("social_security").scenario("one_window"))
    (rework,) = (n for where, n in after.items() if n.value == "0.036")
    assert rework.provenance.source.en.startswith("0.3 of the rework of 0.12: Two of the five")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_number_of_the_library_has_a_source_that_can_be_found(path: Path) -> None:
    root = Path(__file__).parents[3]
    models = load_redesigned(path)
    for number in (*numbers(models.before), *numbers(models.redesigned.model)):
        zh, en = number.provenance.source.zh, number.provenance.source.en
        assert len(en) > 15, number.where
        assert re.search("[\u4e00-\u9fff]{3}", zh), number.where
        assert not re.search("[\u4e00-\u9fff]{8}", en), number.where
        for word in re.split(r"[\s;；，]+", f"{zh} {en}"):
            name = word.rstrip(".,。")
            if name.endswith(".md"):
                assert (root / name).is_file(), number.where


def test_a_promise_nobody_published_is_assumed() -> None:
    after = found(load_pack("social_security").scenario("one_window"))
    limits = [n for where, n in after.items() if ".limits." in where]
    assert {n.provenance.kind for n in limits} == {"assumed"}
