"""Tables of a roster: what is broken, who covers what, and what each person has."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from optimize.roster.limits import grid_of, worked
from plots.language import Lang, say
from plots.roster.data import RosterData
from plots.roster.even import SHARED, even_numbers
from plots.roster.words import breaks_text, day_words, is_hard, kind_title, rule_title, why_title
from scenarios.cell_texts import unescaped


def violation_table(data: RosterData, lang: Lang) -> pd.DataFrame:
    """A row for each rule that is broken, hard ones first."""
    order = sorted(data.violations, key=lambda one: not is_hard(data, one))
    rows = [
        (
            rule_title(one.rule, lang),
            say(lang, "硬性", "hard") if is_hard(data, one) else say(lang, "计价", "priced"),
            say(lang, "、", ", ").join(one.people),
            data.case.date(one.days[0]),
            data.case.date(one.days[-1]),
            one.expected,
            one.got,
            one.beyond,
            say(lang, one.sentence.zh, one.sentence.en),
            say(lang, *one.article),
        )
        for one in order
    ]
    names = say(
        lang,
        "规则|性质|人员|起|止|应为（小时、天、次）|实为|超出|说明|依据",
        "Rule|Kept|People|From|To|Expected (h, days, times)|Got|Beyond|What is wrong|Source",
    )
    return pd.DataFrame(rows, columns=names.split("|"))


def why_table(data: RosterData, lang: Lang) -> pd.DataFrame:
    """A row for each reason why not all is covered, for each need and wish left open, and for
    shifts with too many people.
    """
    whole = why_title(lang)
    rows: list[tuple[object, ...]] = [
        (whole, None, "", "", None, getattr(one, lang)) for one in data.why_open
    ]
    for one in data.unmet:
        kind = "" if one.kind is None else kind_title(data, one.kind, lang)
        what = say(lang, "意愿未满足", "Wish not met") if one.person else say(
            lang, "缺人", "People missing")  # fmt: skip
        rows.append((what, data.case.date(one.day), kind, one.person or "", one.missing or None,
                     getattr(one.sentence, lang)))  # fmt: skip
    if data.beyond is not None:
        too_many = say(lang, "多排", "Too many people")
        rows.append((too_many, None, "", "", None, getattr(data.beyond, lang)))
    names = say(
        lang, "事项|日期|班次|姓名|缺（人）|原因和办法",
        "About|Date|Shift|Name|Missing (people)|Why, and what would mend it",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=names.split("|"))


def change_table(data: RosterData, lang: Lang) -> pd.DataFrame:
    """A row for each cell that is not as it was posted: whose, when, what, and why."""
    rows = [
        (
            day_words(data, day, lang),
            name,
            unescaped(data.cell(name, day, lang, before=True)),
            unescaped(data.cell(name, day, lang)),
            getattr(data.why[name, day], lang) if (name, day) in data.why else "",
        )
        for day in range(data.case.days)
        for name in data.case.people
        if (name, day) in data.changed
    ]
    names = say(lang, "日期|姓名|原班|改为|原因", "Day|Name|Was|Now|Why")
    return pd.DataFrame(rows, columns=names.split("|"))


def shift_table(data: RosterData, lang: Lang) -> pd.DataFrame:
    """A row for each shift with a time of day: who is there when, with which breaks."""
    rows = []
    for one in data.presence:
        if one.day >= 0:
            times = (_moment(data, one.day, at) for at in (one.start, one.end))
            taken = breaks_text(one.pauses)
            known = say(lang, "休息时段为假定", "break assumed") if one.assumed else ""
            rows.append((one.person, kind_title(data, one.kind, lang), *times, taken, known))
    names = say(lang, "姓名|班次|起|止|休息|备注", "Name|Shift|From|To|Breaks|Note")
    return pd.DataFrame(rows, columns=names.split("|"))


def _moment(data: RosterData, day: int, seconds: float) -> dt.datetime:
    midnight = dt.datetime.combine(data.case.date(day), dt.time())
    return midnight + dt.timedelta(seconds=round(seconds))


def cover_table(data: RosterData, lang: Lang) -> pd.DataFrame:
    """A row for each shift that is needed or worked: people required, there, missing, too many."""
    rows = []
    for need in sorted(data.case.cover, key=lambda one: one.day):
        on = data.at_work[need.day, need.kind]
        if not on and not need.required:
            continue
        reason = data.reasons.get((need.day, need.kind))
        rows.append(
            (
                data.case.date(need.day),
                day_words(data, need.day, lang),
                kind_title(data, need.kind, lang),
                need.required,
                on,
                max(need.required - on, 0),
                max(on - need.required, 0),
                "" if reason is None else getattr(reason, lang),
            )
        )
    names = say(
        lang,
        "日期|星期|班次|需要（人）|在岗（人）|缺（人）|多（人）|原因",
        "Date|Day|Shift|Required (people)|Rostered (people)|Missing (people)|Extra (people)|Why",
    )
    table = pd.DataFrame(rows, columns=names.split("|"))
    return table if data.reasons else table.iloc[:, :-1]


def fairness_table(data: RosterData, lang: Lang) -> pd.DataFrame:
    """A row for each person: shifts, hours, overtime, nights, rest days, wishes met.

    Last come nights, weekends and holidays as `plots.roster.even` shares them out, under the names
    that they have on the screen: what was before counts in, and who can have none has no number.
    """
    rows = []
    grid = grid_of(data.case, data.roster)
    statutory = frozenset(filter(data.case.calendar.is_statutory, range(data.case.days)))
    for name, person in data.case.people.items():
        own, hours = data.roster[name], data.hours[name]
        met = sum(
            wish.weight
            for wish in person.wishes
            if worked((name, wish.day, wish.kind), grid) == wish.works
        )
        asked = sum(wish.weight for wish in person.wishes)
        rows.append(
            (
                name,
                hours.shifts,
                hours.hours,
                hours.overtime,
                sum(kind is not None and data.case.kinds[kind].is_night for kind in own),
                sum(own[day] is not None for day in sorted(data.restdays - statutory)),
                sum(own[day] is not None for day in sorted(statutory)),
                asked,
                met,
                met / asked if asked else None,
            )
        )
    names = say(
        lang,
        "姓名|班数（次）|工时（小时）|加班（小时）|夜班（次）|休息日上班（天，不含法定节假日）|"
        "法定节假日上班（天）|意愿权重合计|满足的权重|满足比例",
        "Name|Shifts|Hours (h)|Overtime (h)|Nights (count)|"
        "Rest days worked (days, without statutory holidays)|Statutory holidays worked (days)|"
        "Wishes (weight)|Wishes met (weight)|Share met",
    )
    table = pd.DataFrame(rows, columns=names.split("|"))
    return _with_shared_out(table, even_numbers(data), lang)


def _with_shared_out(table: pd.DataFrame, numbers: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """With what else is shared out as it is: what was before too, of those who can."""
    names = [str(name) for name in table.columns]
    first = table[names[0]]
    for shared in SHARED:
        of = numbers[numbers["measure"] == shared.name].set_index("person")["value"]
        name = shared.counted(numbers, lang)
        if shared.name in ("nights", "weekends", "holidays") and len(of) and name not in names:
            table[name] = of.reindex(first).to_numpy()
    return table


def spread_table(fairness: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """How far people are apart: least, mean, most and standard deviation of each column."""
    numbers = fairness.iloc[:, 1:].apply(pd.to_numeric)
    rows = [numbers.min(), numbers.mean(), numbers.max(), numbers.std(ddof=0)]
    names = say(lang, "最少|平均|最多|标准差", "Least|Mean|Most|Standard deviation").split("|")
    table = pd.DataFrame(rows).reset_index(drop=True)
    table.insert(0, fairness.columns[0], names)
    return table
