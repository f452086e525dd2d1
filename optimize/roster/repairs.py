"""What would mend a clash: the rule, or the two, that give way, by how much and for whom."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from optimize.roster.parts import Breaches, Part
from scenarios.how_many import HowMany
from scenarios.roster.rosters import CoverNeed, RuleName
from scenarios.roster.rule_names import RULE_NAMES
from scenarios.section import TextPair

_HOURS: tuple[RuleName, ...] = ("day_hours", "week_hours", "day_overtime", "month_overtime",
                                "least_hours", "most_hours")  # fmt: skip
_NAMED = 4
"""People who are named."""
_PAIRS = 20
"""Pairs of rules that are tried at most."""


def repairs_of(
    part: Part, rules: Sequence[RuleName], needs: tuple[CoverNeed, ...]
) -> Iterator[TextPair]:
    """A sentence for each rule of a clash that mends it alone, all others kept.

    Where none does, another has to give way as well: the first pair that does, of which at least
    one is a rule of the clash.
    """
    alone = False
    for rule in rules:
        if breaches := part.least_breach(part.rules, (rule,), needs):
            alone = True
            yield _sentence((rule,), breaches)
    if alone:
        return
    with_others = itertools.product(rules, part.rules)
    pairs = dict.fromkeys((*itertools.combinations(rules, 2), *with_others))
    possible = [pair for pair in pairs if pair[0] != pair[1]]
    for pair in itertools.islice(possible, _PAIRS):
        if breaches := part.least_breach(part.rules, pair, needs):
            yield _sentence(pair, breaches)
            return


def _sentence(rules: Sequence[RuleName], breaches: Breaches) -> TextPair:
    """How far each rule gives way, and for whom; where fewer may do, how many it takes at least."""
    zh, en, total = [], [], 0.0
    for rule in rules:
        of_rule = math.fsum(beyond for limit, beyond in breaches.of if limit.rule == rule)
        name_zh, name_en = RULE_NAMES[rule]
        by = (f"{of_rule:g} 小时", f"by {of_rule:g} h") if rule in _HOURS else (
            f"{of_rule:g} 处", f"in {HowMany(of_rule):place|places}")  # fmt: skip
        zh.append(f"{name_zh}共 {by[0]}")
        en.append(f"{name_en} {by[1]}")
        total += of_rule
    names = list(dict.fromkeys(name for limit, _ in breaches.of for name in limit.people))
    more = ("等", " and others") if len(names) > _NAMED else ("", "")
    both = ("可同时放宽", "Loosening both ") if len(rules) > 1 else ("可放宽", "Loosening ")
    least = math.ceil(breaches.least - 1e-6)
    fewer = ("", "")
    if least < total - 1e-6:
        fewer = f"，再少也许也行，但不少于 {least}", f"; fewer may do, not fewer than {least}"
    return TextPair(
        zh=f"{both[0]}{'和'.join(zh)}（{'、'.join(names[:_NAMED])}{more[0]}{fewer[0]}）。",
        en=f"{both[1]}{' and '.join(en)} would mend it "
        f"({', '.join(names[:_NAMED])}{more[1]}{fewer[1]}).",
    )
