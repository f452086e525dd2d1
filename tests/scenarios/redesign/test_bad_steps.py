"""Bad uses of every operator: a sentence for each mistake, with line, step, operator and field."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import OneWindowError
from scenarios.redesign.scenario import scenario_schema
from scenarios.redesign.scenario_reading import load_redesigned
from scenarios.writing import dump_model
from tests.scenarios.redesign.flow_steps import busy

SLOTS = {"start": "09:00", "end": "16:00", "interval": "10 min"}
KIOSK = {"activities": ["pay"], "share": 0.4, "kiosks": 2}
ONE = {"pools": ["pool_w1", "pool_w2"], "into": "desk", "size": 2}
ONLINE = {"share": 0.5, "replaces": ["w1", "w2"], "pool": "office"}
GUIDE = {"pool": "guides", "service_time": "2 min", "finds": 0.8}
DOOR = {"activities": ["w2"], "pool": "office"}
BOT = {"menu_time": "30 s", "answered": 0.3}
OWNER = {"pool": "pool_w1", "activities": ["w3"]}
SURGE = {"pool": "pool_w3", "above": 5, "below": 2, "at_most": 1}
KNOW = {"activities": ["w1"]}
PROMISE = {"causes": ["missing"]}
Bad = tuple[str, dict[str, Any], str, list[str]]
BAD: list[Bad] = [
    ("one_window", {**ONE, "pools": ["pool_w1", "pool_w9"]}, "pools", ["got 'pool_w9'"]),
    ("one_window", {**ONE, "into": "office"}, "into", ["got 'office'"]),
    ("one_window", {**ONE, "time_factor": 0}, "time_factor", ["got 0"]),
    ("one_window", {**ONE, "size": 2.5}, "size", ["got 2.5"]),
    ("one_window", {**ONE, "walks": ["walk b"]}, "walks", ["got 'walk b'"]),
    ("one_window", {**ONE, "pilot": 1.3}, "pilot", ["got 1.3"]),
    ("pool_windows", {"pools": ["pool_w1"]}, "pools", ["got 1"]),
    ("pool_windows", {"pools": ["pool_w1", "pool_w2"], "size": 3}, "", ["got none"]),
    ("pool_windows", {"pools": ["pool_w1", "desk"]}, "pools", ["got 'desk'"]),
    (
        "pool_windows",
        {"pools": ["pool_w1", "pool_w2"], "breadth_penalty": "10%"},
        "breadth_penalty",
        ["got '10%'"],
    ),
    ("set_capacity", {"pool": "pool_w1"}, "", ["got neither"]),
    ("set_capacity", {"pool": "window 1", "seats": 3}, "pool", ["got 'window 1'"]),
    ("set_capacity", {"pool": "pool_w1", "seats": -1}, "seats", ["got -1"]),
    ("set_capacity", {"pool": "pool_w1", "seats": 2, "staff": 3}, "staff", ["got 3"]),
    (
        "set_capacity",
        {"pool": "pool_w1", "seats": 3, "pilot": 0.5},
        "pilot",
        ["got one that changes pools.pool_w1.seats for all"],
    ),
    (
        "surge_windows",
        {**SURGE, "pool": "pool_w1"},
        "pool",
        ["got 'pool_w1' with all of its 2 seats staffed"],
    ),
    ("surge_windows", {**SURGE, "below": 9}, "", ["got 9 and 5"]),
    ("surge_windows", {**SURGE, "taken_from": "pool_w3"}, "taken_from", ["got 'pool_w3'"]),
    (
        "surge_windows",
        {**SURGE, "taken_from": "pool_w1", "at_most": 3},
        "taken_from",
        ["got 'pool_w1' with 2"],
    ),
    ("extend_hours", {"open": {"daily": ["08:00-18:00"]}}, "", ["got one of them"]),
    (
        "extend_hours",
        {"calendar": "hal", "open": {"daily": ["08:00-18:00"]}},
        "calendar",
        ["got 'hal'"],
    ),
    (
        "extend_hours",
        {"calendar": "hall", "open": {"daily": ["18:00"]}},
        "open.daily[0]",
        ["got '18:00'"],
    ),
    (
        "extend_hours",
        {"lunch_pools": ["pool_w1"], "lunch": "12:00-13:00", "meal": "45 min", "at_least": 0.9},
        "at_least",
        ["got 0.9"],
    ),
    (
        "extend_hours",
        {"calendar": "hall", "open": {"someday": ["08:00-18:00"]}},
        "open.someday",
        ["got 'someday'"],
    ),
    ("guide_desk", {**GUIDE, "finds": 1.3}, "finds", ["got 1.3"]),
    ("guide_desk", {**GUIDE, "activity": "w1"}, "activity", ["got 'w1'"]),
    ("guide_desk", {**GUIDE, "causes": ["mising"]}, "causes", ["got 'mising'"]),
    ("guide_desk", {**GUIDE, "seats": None}, "pool", ["got 'guides'"]),
    ("prioritize", {"service": "long", "priority": 1, "into": "x"}, "", ["got none"]),
    ("prioritize", {"service": "long", "priority": "high"}, "priority", ["got 'high'"]),
    (
        "prioritize",
        {"service": "long", "priority": 1, "channel": "phone"},
        "channel",
        ["got 'phone'"],
    ),
    ("prioritize", {"service": "longer", "priority": 1}, "service", ["got 'longer'"]),
    ("go_online", {**ONLINE, "fails": 0.2}, "", ["got none"]),
    ("go_online", {**ONLINE, "replaces": ["w1", "review"]}, "replaces", ["got 'w2' between them"]),
    ("go_online", {**ONLINE, "service_time": "5 min", "time_factor": 0.5}, "", ["got both"]),
    ("go_online", {**ONLINE, "activity": "pay"}, "activity", ["got 'pay'"]),
    ("go_online", {**ONLINE, "share": 50}, "share", ["got 50"]),
    (
        "appointments",
        {"service": "long", "share": 0.5, "booking": {**SLOTS, "end": "08:00"}},
        "booking",
        ["got 09:00 and 08:00"],
    ),
    ("appointments", {"service": "long", "share": 0.5}, "booking", ["got nothing"]),
    ("appointments", {"service": "long", "share": 1.3, "booking": SLOTS}, "share", ["got 1.3"]),
    (
        "appointments",
        {"service": "long", "share": 0.5, "booking": SLOTS, "into": "others"},
        "into",
        ["got 'others'"],
    ),
    (
        "appointments",
        {"service": "long", "share": 0.5, "booking": {**SLOTS, "no_show": "10%"}},
        "booking.no_show",
        ["got '10%'"],
    ),
    ("self_service", {**KIOSK, "help": 0.3, "help_time": "1 min"}, "", ["got none"]),
    (
        "self_service",
        {**KIOSK, "help": 0.3, "help_time": "1 min", "helper": "pool_advice"},
        "helper",
        ["got 'pool_advice'"],
    ),
    ("self_service", {**KIOSK, "kiosks": 0}, "kiosks", ["got 0"]),
    ("self_service", {**KIOSK, "activities": ["review"]}, "activities", ["got 'review'"]),
    ("self_service", {**KIOSK, "into": "office"}, "into", ["got 'office'"]),
    ("ai_triage", {**BOT, "calls_back": 0.2}, "", ["got none"]),
    ("ai_triage", {**BOT, "answered": 1.3}, "answered", ["got 1.3"]),
    ("ai_triage", {**BOT, "time_factor": 1.2}, "", ["got none"]),
    ("ai_triage", {**BOT, "spares": ["advice"]}, "spares", ["got 'advice'"]),
    ("callback", {"queue": "w9", "when_wait_over": "5 min"}, "queue", ["got 'w9'"]),
    ("callback", {"queue": "w1", "when_wait_over": 5}, "when_wait_over", ["got 5"]),
    (
        "callback",
        {"queue": "w1", "when_wait_over": "5 min", "accept": -0.1},
        "accept",
        ["got -0.1"],
    ),
    (
        "callback",
        {"queue": "w1", "when_wait_over": "1 workday"},
        "when_wait_over",
        ["got '1 workday'"],
    ),
    ("door_to_door", {**DOOR, "activities": ["review"]}, "activities", ["got 'review'"]),
    ("door_to_door", {**DOOR, "pool": "nobody"}, "pool", ["got 'nobody'"]),
    ("door_to_door", {**DOOR, "services": ["brief"]}, "activities", ["got 'w2'"]),
    ("door_to_door", {**DOOR, "travel": 20}, "travel", ["got 20"]),
    ("parallelize", {"steps": ["w1"]}, "steps", ["got 1"]),
    ("parallelize", {"steps": ["w1", "w3"]}, "steps", ["got 'w2' between them"]),
    ("parallelize", {"steps": ["w1", "w2", "w1"]}, "", ["got 'w1' again"]),
    ("parallelize", {"steps": [["w3", "w2"], "pay"]}, "steps", ["got w3, w2"]),
    ("eliminate", {"steps": []}, "steps", ["got none"]),
    ("eliminate", {"steps": ["w9", "w8"]}, "steps", ["got 'w9'", "got 'w8'"]),
    ("eliminate", {"steps": ["w1", "pay", "w3"], "services": ["brief"]}, "steps", ["got none"]),
    ("eliminate", {"steps": ["w1"], "services": ["brif"]}, "services", ["got 'brif'"]),
    (
        "merge",
        {"activities": ["w3", "review"], "into": "wr"},
        "activities",
        ["got w3, review of both"],
    ),
    ("merge", {"activities": ["w1", "w3"], "into": "pay"}, "into", ["got 'pay'"]),
    ("merge", {"activities": ["w3", "pay"], "into": "wp"}, "pool", ["got none"]),
    (
        "merge",
        {"activities": ["w2", "pay"], "into": "wp", "pool": "pool_w2"},
        "activities",
        ["got w2, pay"],
    ),
    ("reorder", {"steps": ["w1"]}, "steps", ["got 1"]),
    ("reorder", {"steps": ["w1", "w2", "w1"]}, "", ["got 'w1' again"]),
    ("reorder", {"steps": ["w1", "sign"]}, "steps", ["got 'sign'"]),
    ("empower", {"steps": ["review"], "errors": 0.1}, "", ["got none"]),
    (
        "empower",
        {"steps": ["review"], "errors": 0.1, "back_to": "review"},
        "back_to",
        ["got 'review'"],
    ),
    ("empower", {"steps": ["review"], "time_factor": 1.2}, "", ["got none"]),
    ("empower", {"steps": ["revue"]}, "steps", ["got 'revue'"]),
    ("case_owner", {**OWNER, "pool": "desk"}, "pool", ["got 'desk'"]),
    ("case_owner", {**OWNER, "activities": ["w9"]}, "activities", ["got 'w9'"]),
    ("case_owner", {**OWNER, "handovers": ["walk b"]}, "handovers", ["got 'walk b'"]),
    ("case_owner", {**OWNER, "time_factor": -1}, "time_factor", ["got -1"]),
    ("commitment", {}, "", ["got neither"]),
    ("commitment", {**PROMISE, "returned": 0.1}, "", ["got none"]),
    ("commitment", {"causes": ["lost"]}, "causes", ["got 'lost'"]),
    (
        "commitment",
        {**PROMISE, "returned": 0.1, "returned_after": "1 day", "returned_to": "w9"},
        "returned_to",
        ["got 'w9'"],
    ),
    (
        "share_data",
        {"remove": ["copy_id", "certify"]},
        "remove",
        ["got 'copy_id'", "got 'certify'"],
    ),
    ("share_data", {"rework_factor": 1.3}, "rework_factor", ["got 1.3"]),
    ("share_data", {"causes": ["lost"], "rework_factor": 0.5}, "causes", ["got 'lost'"]),
    (
        "shorten_limit",
        {"service": "long", "promised": "20 h"},
        "services.long.limits.promised",
        ["got 20 h"],
    ),
    ("shorten_limit", {"service": "long", "promised": 2}, "promised", ["got 2"]),
    ("shorten_limit", {"service": "lng", "promised": "2 h"}, "service", ["got 'lng'"]),
    (
        "shorten_limit",
        {"service": "long", "promised": "2 h", "channel": "green"},
        "channel",
        ["got 'green'"],
    ),
    ("rarer_steps", {"steps": ["w2"], "factor": 0.5}, "steps", ["got w2"]),
    ("rarer_steps", {"steps": ["w9"], "factor": 0.5}, "steps", ["got 'w9'"]),
    ("rarer_steps", {"steps": ["w2"], "factor": 1.2}, "factor", ["got 1.2"]),
    ("share_data", {"remove": "w2"}, "remove", ["got 'w2'"]),
    ("smart_forms", {"time_factor": 0.8}, "", ["got none"]),
    ("smart_forms", {"activities": ["w9"], "time_factor": 0.8}, "activities", ["got 'w9'"]),
    ("smart_forms", {"rework_factor": "30%"}, "rework_factor", ["got '30%'"]),
    ("train", {"pools": ["pool_w9"]}, "pools", ["got 'pool_w9'"]),
    ("train", {"pools": []}, "pools", ["got none"]),
    ("train", {"pools": ["pool_w1"], "days": 0}, "days", ["got 0"]),
    ("train", {"pools": ["pool_w1"], "hours": "2 h"}, "hours", ["got '2 h'"]),
    ("standardize", {"activities": ["w1"], "cv_factor": 1.5}, "cv_factor", ["got 1.5"]),
    ("standardize", {"activities": ["w9"], "cv_factor": 0.5}, "activities", ["got 'w9'"]),
    ("standardize", {"activities": ["w1"]}, "cv_factor", ["got nothing"]),
    ("knowledge_base", {**KNOW, "activities": []}, "activities", ["got none"]),
    (
        "knowledge_base",
        {**KNOW, "transfers": ["w3"], "transfer_factor": 0.5},
        "transfers",
        ["got 'w3'"],
    ),
    ("knowledge_base", {**KNOW, "lookup_share": 1.3}, "lookup_share", ["got 1.3"]),
    (
        "knowledge_base",
        {**KNOW, "causes": ["lost"], "rework_factor": 0.5},
        "causes",
        ["got 'lost'"],
    ),
    ("dispatch_nearest", {"pool": "pool_w1"}, "pool", ["got 'pool_w1'"]),
    ("dispatch_nearest", {"pool": "crews"}, "pool", ["got 'crews'"]),
    ("dispatch_nearest", {}, "pool", ["got nothing"]),
    ("plan_routes", {"pool": "pool_w1"}, "pool", ["got 'pool_w1'"]),
    ("plan_routes", {"pool": "crew", "stops": 0}, "stops", ["got 0"]),
    ("plan_routes", {"pool": "crew", "stops": "many"}, "stops", ["got 'many'"]),
]
"""Operator, its fields, the field to blame, and what each sentence says that it got."""
HEAD = "name: s\ntitle: S\nbaseline: hall.yaml\nwhy: w\nprovenance: assumed\nredesign:\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a hall that has spare seats, a crew and rework that sends people home."""
    model = busy()
    crew = {"base": (0.0, 0.0), "speed": 30}
    pools = {
        **model.pools,
        "pool_w3": model.pools["pool_w3"].replace(seats=4, staff=2),
        "crew": {"serves": ["review"], "seats": 1, "crew": crew},
    }
    limits = {"statutory": "10 h", "promised": "5 h"}
    long = model.services["long"].replace(where={"points": [(1.0, 2.0)]}, limits=limits)
    hall = model.replace(pools=pools, services={**model.services, "long": long})
    path = tmp_path_factory.mktemp("bad")
    (path / "hall.yaml").write_text(dump_model(hall), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "bad", BAD, ids=[f"{operator} {k}" for k, (operator, *_) in enumerate(BAD)]
)
def test_each_mistake_is_one_located_sentence(bad: Bad, folder: Path) -> None:
    operator, fields, field, gots = bad
    step = json.dumps({"operator": operator, **fields})
    (folder / "s.yaml").write_text(f"{HEAD}  - {step}\n", encoding="utf-8")
    with pytest.raises(OneWindowError) as caught:
        load_redesigned(folder / "s.yaml")
    problems = caught.value.problems
    assert len(problems) == len(gots)
    for problem, got in zip(problems, gots, strict=True):
        assert problem.line == 7
        assert problem.where == f"redesign[0] {operator}" + (f": {field}" if field else "")
        assert problem.what.startswith("expected ")
        assert f"{got}" in problem.what
        assert problem.what.endswith((".", "?"))


def test_every_operator_is_used_badly_in_three_ways() -> None:
    union = scenario_schema()["properties"]["redesign"]["items"]["discriminator"]["mapping"]
    times = Counter(operator for operator, *_ in BAD)
    assert set(times) == set(union)
    assert min(times.values()) >= 3


def test_mistakes_of_several_steps_are_told_at_once(folder: Path) -> None:
    steps = [
        {"operator": "set_capacity", "pool": "pool_w1", "size": 3},
        {"operator": "share_data", "rework_factor": "30%", "pilot": 2},
        {"operator": "shared_data"},
    ]
    text = HEAD + "".join(f"  - {json.dumps(step)}\n" for step in steps)
    (folder / "many.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OneWindowError) as caught:
        load_redesigned(folder / "many.yaml")
    assert [(p.line, p.where) for p in caught.value.problems] == [
        (7, "redesign[0] set_capacity: size"),
        (8, "redesign[1] share_data: pilot"),
        (8, "redesign[1] share_data: rework_factor"),
        (9, "redesign[2].operator"),
    ]
