"""What is said of the columns of a log, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

from plots.language import Lang, say
from scenarios.fit.heads import Heads
from scenarios.fit.spans import Lasting
from scenarios.fit.written_durations import Unit

_KINDS = {
    "calls": ("来电记录", "calls"), "tickets": ("取号记录", "tickets"),
    "queue-snapshots": ("队列快照", "queue snapshots"), "events": ("事件日志", "events"),
}  # fmt: skip


_LASTING: dict[Lasting, tuple[str, str]] = {
    "wait": ("等候", "the wait"), "service": ("办理（通话）", "the service"),
    "stay": ("从到达到结束", "the stay from arrival to end"),
    "after_work": ("后处理", "the work after it"),
}  # fmt: skip
_UNITS: dict[Unit, tuple[str, str]] = {
    "ms": ("毫秒", "ms"), "s": ("秒", "s"), "min": ("分钟", "min"), "h": ("小时", "h"),
    "day": ("天", "days"), "min:s": ("分:秒", "min:s"), "h:min": ("时:分", "h:min"),
}  # fmt: skip
_LONGEST = 60
"""Characters that are told of a line above the heads."""


def heads_lines(heads: Heads, lang: Lang) -> Iterator[str]:
    """Columns that are not used, and whether the log looks like another kind."""
    comma = say(lang, "、", ", ")
    if n := heads.rows_above:
        said = say(lang, "，", ", ").join(_shortened(line) for line in heads.above) or say(
            lang, "空行", "blank"
        )
        yield say(
            lang,
            f"表头在第 {n + 1} 行，跳过其上 {n} 行：{said}",
            f"the heads are in line {n + 1}; passed over above them: {n} "
            f"{'line' if n == 1 else 'lines'} ({said})",
        )
    if heads.looks_like:
        name, because = say(lang, *_KINDS[heads.looks_like]), comma.join(heads.because)
        yield say(
            lang,
            f"表头（{because}）看起来是{name}：若确实如此，请改用 --kind {heads.looks_like} 再拟合",
            f"the heads ({because}) look like {name}: if they are, fit again with "
            f"--kind {heads.looks_like}",
        )
    if heads.counted:
        yield say(
            lang,
            f"时间是数字，按 {heads.counted}（世界时 UTC）读；要用当地时间，请在映射文件写，"
            f"如北京时间：time_format: {heads.counted} 08:00",
            f"times are numbers, read as {heads.counted} (UTC); for the local clock write, such as "
            f"for Beijing, time_format: {heads.counted} 08:00 in the mapping",
        )
    if heads.durations:
        yield _durations(heads, lang)
    if heads.not_used:
        names = comma.join(heads.not_used)
        yield say(lang, f"未使用的列：{names}", f"columns not used: {names}")
    if heads.matters:
        named = say(lang, "、", " or ").join(
            say(lang, f"{name}（{n} 种）", f"{name} ({n})") for name, n in heads.matters
        )
        column = heads.matters[0][0]
        yield say(
            lang,
            f"可用来分开事项的列：{named}，每件的各行写的都一样；"
            f"要按它分开，在映射文件写 service: {column}",
            f"matters could be told apart by {named}, the same in all rows of a case: to do so, "
            f"write service: {column} in the mapping",
        )
    if heads.of_menu:
        names = comma.join(heads.of_menu)
        yield say(
            lang,
            f"排队前语音菜单的时间（{names}）不在模型中：人从进入排队起算",
            f"time in the voice menu before the queue ({names}) is not in the model: people count "
            "from when they join the queue",
        )
    yield from _trials(heads, lang)
    yield from _who_goes_first(heads, lang)
    yield from _other_arrivals(heads, lang)
    yield from _who_left(heads, lang)


def _durations(heads: Heads, lang: Lang) -> str:
    """From which columns of durations moments follow, and in what unit they are read."""
    told = []
    for span, columns, unit in heads.durations:
        names = say(lang, "、", " + ").join(columns)
        of = f"（{_UNITS[unit][0]}）" if unit else ""
        written = f" ({_UNITS[unit][1]})" if unit else ""
        zh, en = _LASTING[span]
        told.append(say(lang, f"{zh}取“{names}”{of}", f"{en} is {names}{written}"))
    mend = bool([unit for _, _, unit in heads.durations if unit])
    zh, en = "，".join(told), ", ".join(told)
    if mend:
        zh += "；单位不对，请改映射文件的 units"
        en += "; if a unit is wrong, correct units of the mapping"
    return say(
        lang,
        f"按时长的列：{zh}",
        f"read from how long things took: {en}",
    )


def _trials(heads: Heads, lang: Lang) -> Iterator[str]:
    """Matters that are left out, and others that look like trials."""
    for name, rows, by in heads.trials:
        if by == "left_out":
            yield say(
                lang,
                f"事项“{name}”的 {rows:,} 行没有采用（映射文件的 leave_out）；"
                "若是真的事项，请从中删去",
                f"matter {name}: {rows:,} rows are not used (leave_out of the mapping); if people "
                "come for it, take it out of there",
            )
            continue
        seconds = (
            "is served in the same few seconds each time by people who do nothing else, as trials "
            "are"
        )
        zh, en = {
            "name": ("从名称看像是测试，用时不像", "sounds like a trial, but is not served so"),
            "times": ("每件只有几秒、几乎一样，办理人不办别的，像是测试", seconds),
        }[by]
        yield say(
            lang,
            f"事项“{name}”（{rows:,} 行）{zh}；若是测试，请在映射文件写 leave_out: [{name}]",
            f"matter {name} ({rows:,} rows) {en}; if it is one, write leave_out: [{name}] in the "
            "mapping",
        )


def _who_goes_first(heads: Heads, lang: Lang) -> Iterator[str]:
    """By which column people are told who go first, or which one could do so."""
    if heads.first is None:
        return
    name, used = heads.first
    if used:
        yield say(
            lang,
            f"谁先办按“{name}”列分级；若不是，请删去映射文件的 priority",
            f"who goes first is told by {name}; if it says no such thing, take priority out of the "
            "mapping",
        )
    else:
        yield say(
            lang,
            f"“{name}”列像是优先级，没有使用，模型中人人先到先办：要用它，请在映射文件写 "
            f"priority: {name}",
            f"{name} looks like a priority and is not used, so that the model knows of none: to "
            f"use it, write priority: {name} in the mapping",
        )


def _who_left(heads: Heads, lang: Lang) -> Iterator[str]:
    """By which column people were served or left, and which one would say when they left."""
    if heads.answers is not None:
        column, served, left = heads.answers
        zh = [f"{'、'.join(served)} 为接通（办理）"] if served else []
        zh += [f"{'、'.join(left)} 为放弃"] if left else []
        en = [f"{', '.join(served)} for served"] if served else []
        en += [f"{', '.join(left)} for those who left"] if left else []
        yield say(
            lang,
            f"是否办成看“{column}”：{'，'.join(zh)}；若不是，请改映射文件的 outcome 和 outcomes",
            f"who was served is told by {column}: {', '.join(en)}; if not so, correct outcome and "
            "outcomes of the mapping",
        )
    if heads.left:
        yield say(
            lang,
            f"放弃的人何时离开，映射文件没有写；“{heads.left}”列有这个时刻：要用它，请在映射文件的 "
            f"columns 写 left: {heads.left}",
            "the mapping does not say when those left who gave up, and the column "
            f"{heads.left} does: to use it, write left: {heads.left} in columns of the mapping",
        )


def _other_arrivals(heads: Heads, lang: Lang) -> Iterator[str]:
    """Columns not used that could be the arrival, and what would take them for it."""
    arrival = heads.arrival
    for name in heads.earlier:
        if name not in heads.of_menu:  # said above
            yield say(
                lang,
                f"到达取“{arrival}”，没有取更早的“{name}”：等候从排队（取号）算起，此前的时间不算；"
                f"若应从“{name}”算起，请在映射文件的 columns 写 arrival: {name}",
                f"the arrival is {arrival}, not the earlier {name}: waiting counts from when "
                "people join the queue or draw a ticket, and the time before does not; if it "
                f"counts from {name}, write arrival: {name} in columns of the mapping",
            )
    for name in heads.between:
        yield say(
            lang,
            f"“{name}”在到达（{arrival}）与开始之间，没有使用：若它是进入排队的时刻，"
            f"此前的时间不应算作等候，请在映射文件的 columns 写 arrival: {name}",
            f"{name} lies between the arrival ({arrival}) and the start, and is not used: if it is "
            "when people join the queue, the time before is no waiting; write "
            f"arrival: {name} in columns of the mapping",
        )


def _shortened(line: str) -> str:
    text = line.strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
