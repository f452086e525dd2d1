"""What can be counted before anything is solved: people and hours offered against those needed.

Each sentence is a proof by itself; where nothing is said there may yet be no roster.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from optimize.roster.contract import least_asked
from optimize.roster.law import hours_moved_in, weeks
from optimize.roster.limits import Cell
from optimize.roster.rules import RULES, rule_words
from optimize.roster.totals import totals_of
from scenarios.how_many import HowMany
from scenarios.roster.rosters import RosterCase, RuleName
from scenarios.roster.skills import skill_nobody_has
from scenarios.section import TextPair

_ALONE: tuple[RuleName, ...] = ("available", "skill", "protected", "most_of_kind", "day_hours",
                                "day_overtime")  # fmt: skip
"""Rules that forbid a place by itself."""


def arithmetic(case: RosterCase) -> tuple[TextPair, ...]:
    """Sentences on what cannot be: a place, a day, a week, or the least hours of somebody."""
    counting = _Counting(case)
    places = list(counting.places())
    # Whoever is told of a place need not be told of its day, nor of its week.
    told = {place for some, _ in places for place in some}
    days = list(counting.days({day for day, _ in told}))
    says = (*(says for _, says in places), *days, *counting.weeks(told))
    return (*says, *counting.all_days(told), *counting.least_hours())


def hours_out_of_reach(case: RosterCase) -> bool:
    """Whether somebody has to work more hours than they may, so that there is no roster."""
    return any(True for _ in _Counting(case).least_hours())


class _Counting:
    def __init__(self, case: RosterCase) -> None:
        self.case = case
        self._hard = {rule for rule in RULES if case.strength(rule) == "hard"}
        self._kept = {name: self._kept_from(name) for name in case.people}
        self._free = {name: self._places_of(name) for name in case.people}

    def _places_of(self, name: str) -> dict[int, set[str]]:
        """Kinds that a person may work, by day, as far as single places are forbidden."""
        kept = self._kept[name]
        return {
            day: {kind for kind in self.case.kinds if (day, kind) not in kept}
            for day in range(self.case.days)
        }

    def _kept_from(self, name: str) -> dict[tuple[int, str], RuleName]:
        """Places that a person may not take, each with the first rule that forbids it."""
        case = self.case
        kept: dict[tuple[int, str], RuleName] = {}
        for rule in _ALONE:
            if rule not in self._hard:
                continue
            for limit in RULES[rule].limits(case, name):
                cell, alone = _single(limit.sum.terms)
                if alone > limit.side and cell is not None and not limit.largest:
                    for kind in case.kinds if cell[2] is None else (cell[2],):
                        kept.setdefault((cell[1], kind), rule)
        return kept

    def places(self) -> Iterator[tuple[list[tuple[int, str]], TextPair]]:
        """Needs for which there are too few who may work them at all, alike on several days."""
        short: dict[tuple[str, int, int], list[int]] = {}
        for need in self.case.needs:
            able = sum(need.kind in free[need.day] for free in self._free.values())
            if able < need.required:
                short.setdefault((need.kind, need.required, able), []).append(need.day)
        for (kind, required, able), days in short.items():
            yield [(day, kind) for day in days], self._places_sentence(kind, required, able, days)

    def _places_sentence(self, kind: str, required: int, able: int, days: list[int]) -> TextPair:
        skill = self.case.kinds[kind].skill
        of = f"（需技能{skill}）" if skill else "", f" (skill {skill})" if skill else ""
        dates = sorted(self.case.date(day) for day in days)
        when = [f"{date.month} 月 {date.day} 日" for date in (dates[0], dates[-1])]
        title = self.case.title_of(kind)
        if len(days) == 1:
            zh, en = f"{title.zh}{of[0]} {when[0]}", f"{title.en}{of[1]} on {dates[0]} needs"
        else:
            zh = f"{title.zh}{of[0]} {when[0]}至 {when[1]}有 {len(days)} 天每天"
            en = f"{title.en}{of[1]} on {HowMany(len(days)):day|days} from {dates[0]} to "
            en += f"{dates[-1]} needs"
        zh += f"要 {required} 人，" + (f"能上的只有 {able} 人" if able else "没有人能上")
        en += f" {required}, " + (f"only {able} can work it" if able else "nobody can work it")
        nobody = skill_nobody_has(self.case, skill) if skill else None
        if nobody is not None:
            return TextPair(zh=f"{zh}。{nobody.zh}", en=f"{en}. {nobody.en}")
        kept = self._why(kind, days)
        why_zh = "，".join(f"{n} 人受限于{rule.zh}" for rule, n in kept)
        why_en = ", ".join(f"{n} kept by {rule.en}" for rule, n in kept)
        return TextPair(
            zh=f"{zh}：{why_zh}。" if kept else f"{zh}。",
            en=f"{en}: {why_en}." if kept else f"{en}.",
        )

    def _why(self, kind: str, days: list[int]) -> list[tuple[TextPair, int]]:
        """Rules that keep people from a kind on one of these days at least, with how many."""
        kept = dict.fromkeys(
            (rule_words(self.case, rule, name), name)
            for name, of in self._kept.items()
            for day in days
            if (rule := of.get((day, kind))) is not None
        )
        return Counter(rule for rule, _ in kept).most_common()

    def days(self, told: set[int]) -> Iterator[TextPair]:
        """Days on which fewer people may work than shifts are needed; nobody works two."""
        for day in sorted({need.day for need in self.case.needs} - told):
            kinds = {n.kind for n in self.case.needs if n.day == day and n.required}
            needed = sum(need.required for need in self.case.needs if need.day == day)
            able = sum(bool(kinds & free[day]) for free in self._free.values())
            if able < needed:
                date = self.case.date(day)
                yield TextPair(
                    zh=f"{date.month} 月 {date.day} 日共要 {needed} 人，"
                    + (f"能上班的只有 {able} 人。" if able else "没有人能上班。"),
                    en=f"{date} needs {HowMany(needed):person|people} in all, "
                    + (f"only {able} can work." if able else "nobody can work."),
                )

    def weeks(self, told: set[tuple[int, str]]) -> Iterator[TextPair]:
        """Weeks, in all and by skill, in which more shifts are needed than may be worked."""
        case = self.case
        spans = weeks(case, next(iter(case.people)))
        skills = sorted({one.skill for one in case.kinds.values() if one.skill is not None})
        for span in spans:
            days = [day for day in span if day >= 0]
            said: dict[frozenset[tuple[int, str]], tuple[int, TextPair]] = {}
            for skill in (None, *skills):
                kinds = {k for k, one in case.kinds.items() if skill in (None, one.skill)}
                needs = [
                    n for n in case.needs
                    if n.day in days and n.kind in kinds and n.required
                    and (n.day, n.kind) not in told
                ]  # fmt: skip
                needed = sum(need.required for need in needs)
                offered = {name: self._most_shifts(name, days, kinds) for name in case.people}
                most = sum(offered.values())
                # Where all that is needed has one skill it is told once, by the lower count.
                places = frozenset((need.day, need.kind) for need in needs)
                if most < said.get(places, (needed, None))[0]:
                    says = self._week_sentence(days, skill, needed, most, offered)
                    said[places] = most, says
            yield from (says for _, says in said.values())

    def all_days(self, told: set[tuple[int, str]]) -> Iterator[TextPair]:
        """What all days together need more of than contracts let people work.

        Of each sort where the limits on all days leave less than those on single weeks do.
        """
        case, seen = self.case, set[frozenset[tuple[int, str]]]()
        spans = [[day for day in span if day >= 0] for span in weeks(case, next(iter(case.people)))]
        for total in totals_of(case):
            needed = {
                (need.day, need.kind): need.required
                for need in case.needs
                if need.kind in total.kinds and total.holds(case, need.day) and need.required
            }
            places = frozenset(needed) - told
            if places in seen:
                continue
            most, by_weeks, able = 0, 0, 0
            for name, person in case.people.items():
                of_weeks = [
                    self._most_shifts(
                        name, [day for day in span if total.holds(case, day)], set(total.kinds)
                    )
                    for span in spans
                ]
                own = total.most_of(case, person, self._hard, of_weeks)
                most, by_weeks, able = most + own, by_weeks + sum(of_weeks), able + (own > 0)
            short = sum(needed[place] for place in places)
            if most < short and most < by_weeks:
                seen.add(places)
                yield total.sentence(case, short, most, able)

    def _week_sentence(
        self, days: list[int], skill: str | None, needed: int, most: int, offered: dict[str, int]
    ) -> TextPair:
        first, last = self.case.date(days[0]), self.case.date(days[-1])
        able = sum(n > 0 for n in offered.values())
        of = f"技能{skill}的" if skill else "", f" with skill {skill}" if skill else ""
        zh = f"{first.month} 月 {first.day} 日至 {last.month} 月 {last.day} 日：{of[0]}班要 "
        zh += f"{needed} 个，{able} 人按每周工时和休息日至多上 {most} 个，"
        en = f"{first} to {last}: {HowMany(needed):shift|shifts}{of[1]} "
        en += f"{HowMany(needed).word('is', 'are')} needed, "
        en += f"{HowMany(able):person|people} may work {most} by hours and rest days of a week, "
        return TextPair(
            zh=f"{zh}至少缺 {needed - most} 个。",
            en=f"{en}at least {HowMany(needed - most):stays|stay} open.",
        )

    def _most_shifts(self, name: str, days: list[int], kinds: set[str]) -> int:
        """Most shifts of some kinds that one person may work in a week."""
        case, contract = self.case, self.case.people[name].contract
        possible = [kinds & self._free[name][day] for day in days]
        most = sum(map(bool, possible))
        if "rest_day" in self._hard:
            most = min(most, 7 - case.law.rest_days)
        hours = [case.kinds[k].hours for some in possible for k in some]
        plain = not contract.overtime and contract.averaged_over == 1
        if hours and plain and "week_hours" in self._hard:
            of_week = case.law.week_hours + hours_moved_in(case, tuple(days))
            most = min(most, math.floor(of_week / min(hours) + 1e-9))
        if hours and contract.most_hours is not None and "most_hours" in self._hard:
            most = min(most, math.floor(contract.most_hours / 3600 / min(hours) + 1e-9))
        return most

    def least_hours(self) -> Iterator[TextPair]:
        """People whose contract asks for more hours than they may work."""
        if "least_hours" not in self._hard:
            return
        case = self.case
        for name, person in case.people.items():
            least = least_asked(case, name) / 3600
            most = 0.0
            for span in weeks(case, name):
                days = [day for day in span if day >= 0]
                longest = sorted(
                    (max((case.kinds[k].hours for k in self._free[name][d]), default=0.0)
                     for d in days), reverse=True,
                )  # fmt: skip
                if "rest_day" in self._hard:
                    longest = longest[: 7 - case.law.rest_days]
                hours = sum(longest)
                plain = not person.contract.overtime and person.contract.averaged_over == 1
                if plain and "week_hours" in self._hard:
                    hours = min(hours, case.law.week_hours + hours_moved_in(case, span))
                most += hours
            if most < least - 1e-9:
                zh = f"{name} 的合同要求至少 {least:g} 小时，"
                en = f"{name} has to work at least {least:g} h by contract, "
                yield TextPair(
                    zh=f"{zh}除去请假和休息至多能上 {most:g} 小时。",
                    en=f"{en}and can work at most {most:g} h beside leave and rest.",
                )


def _single(terms: tuple[tuple[Cell, float], ...]) -> tuple[Cell | None, float]:
    return terms[0] if len(terms) == 1 else (None, 0.0)
