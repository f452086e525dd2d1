"""Words that people try for a key or an operator, and the name that it has here."""

from __future__ import annotations

from collections.abc import Collection

from scenarios.findings import listed, near, plain_text, shown

_WINDOWS = ("windows", "window", "counters", "desks", "count", "number", "capacity", "servers")
_ALIKE: dict[str, tuple[str, ...]] = {
    "seats": ("size", "agents", "kiosks", *_WINDOWS),
    "size": ("seats", *_WINDOWS),
    "kiosks": ("seats", "size", "machines", "count", "number"),
    "staff": ("people", "headcount", "workers", "employees", "personnel", "clerks", "level"),
    "level": ("staff", "people", "count", "number", "size"),
    "pools": ("windows", "counters", "desks", "teams", "merge"),
    "into": ("name", "as", "new_pool", "pool"),
    "serves": ("does", "activities", "skills", "tasks", "can_do", "handles"),
    "service_time": ("duration", "time", "aht", "handling_time", "processing_time", "work"),
    "time_factor": ("speed_up", "saving", "speedup"),
    "cv": ("sd", "std", "stdev", "stddev", "standard_deviation", "variance", "deviation"),
    "per_hour": ("rate", "rates", "arrival_rate", "hourly", "lambda", "volume"),
    "probability": ("share", "fraction", "p", "prob", "chance", "rate", "percent"),
    "share": ("probability", "fraction", "p", "prob", "percent", "proportion"),
    "fraction": ("share", "probability", "percent", "goal", "level", "target"),
    "within": ("limit", "time", "threshold", "seconds", "max", "at_most"),
    "horizon": ("days", "duration", "length", "period", "run_length"),
    "open": ("hours", "opening_hours", "times", "week", "weekly"),
    "hours": ("spans", "times", "open", "opening_hours", "windows"),
    "calendar": ("hours", "opening", "opening_hours", "open"),
    "delay": ("time", "after", "wait"),
    "time": ("duration", "delay", "service_time", "for"),
    "steps": ("remove", "activities", "drop", "flow", "tasks"),
    "remove": ("steps", "activities", "documents", "drop", "eliminate"),
    "flow": ("steps", "process", "path", "route"),
    "booking": ("slots", "slot", "appointments"),
    "one_off_cost": ("cost", "price", "budget", "investment"),
    "yearly_cost": ("annual_cost", "running_cost", "maintenance"),
    "baseline": ("model", "base", "before", "from"),
    "redesign": ("steps", "operators", "changes", "actions"),
    "why": ("reason", "because", "description"),
    "one_window": ("一窗受理", "综合窗口", "merge_windows", "single_window"),
    "pool_windows": ("通办", "跨窗支援", "share_windows"),
    "set_capacity": ("增减人手", "增减窗口", "add_window", "add_windows", "add_staff", "capacity"),
    "surge_windows": ("潮汐窗口",),
    "extend_hours": ("延时服务", "午间不断岗", "opening_hours"),
    "guide_desk": ("导办", "导办预审"),
    "prioritize": ("绿色通道", "优先级", "priority", "green_channel"),
    "go_online": ("网上办", "一次提交", "e_service"),
    "appointments": ("预约", "booking"),
    "self_service": ("自助终端", "kiosk", "kiosks"),
    "ai_triage": ("智能分流", "chatbot", "bot", "ivr"),
    "callback": ("漏接回拨", "回拨"),
    "door_to_door": ("上门", "帮办代办", "home_visit"),
    "parallelize": ("并联审批", "fork"),
    "eliminate": ("减环节", "取消", "remove", "remove_step", "drop"),
    "merge": ("合并", "combine", "join"),
    "reorder": ("调整顺序", "resequence", "knock_out"),
    "empower": ("授权到位", "delegate"),
    "case_owner": ("首问负责", "首问负责制", "case_manager"),
    "commitment": ("告知承诺", "容缺受理"),
    "shorten_limit": ("压缩时限", "限时办结", "承诺时限", "promise", "set_limit", "limit"),
    "share_data": ("数据共享", "减材料"),
    "smart_forms": ("智能填表", "一次性告知"),
    "rarer_steps": ("减少补正", "补正", "fewer_corrections", "fewer_steps", "corrections"),
    "train": ("培训",),
    "standardize": ("标准化", "sop"),
    "knowledge_base": ("知识库",),
    "dispatch_nearest": ("就近派单",),
    "plan_routes": ("路线优化", "routing"),
}
"""Names of the files, and words that stand for each elsewhere."""
_NOT_QUITE = {"cv": " It is the standard deviation divided by the mean."}
"""What to say of a name that holds something else than the word for it."""


def near_key(word: object, known: Collection[str]) -> str | None:
    """The key most likely meant: one that the word stands for, or one that looks alike."""
    return meant_by(word, known) or near(word, known)


def meant_by(word: object, known: Collection[str]) -> str | None:
    """The key that a word stands for; None when it stands for none of them."""
    said = str(word).lower()
    return next((name for name in known if said in _ALIKE.get(name, ())), None)


def wrong_key(
    got: str, known: Collection[str], mend: str = "Take it out, or use one of these."
) -> str:
    """The sentence for a key that is not among those known."""
    meant = near_key(got, known)
    if meant is not None:
        mend = f"Did you mean '{plain_text(meant)}'?"
        mend += _NOT_QUITE.get(meant, "") if near(got, [meant]) is None else ""
    elif " " in got.strip():
        mend = "Put a text that has a comma in it in quotes: the comma ended it here."
    names = f" ({listed(own_first(known))})" if known else ""
    return f"expected a known key{names}, got {shown(got)}. {mend}"


_COMMON = ("provenance", "title", "pilot", "one_off_cost", "yearly_cost")


def own_first(names: Collection[str]) -> list[str]:
    """Names with those behind that nearly every section has."""
    return sorted(names, key=lambda name: name in _COMMON)
