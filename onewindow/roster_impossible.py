"""What is said when it is proved that there is no roster."""

from __future__ import annotations

from onewindow.console import note
from onewindow.front import as_data
from onewindow.machine import print_json
from onewindow.roster_why import ImpossibleRoster
from onewindow.roster_words import why_record
from plots.language import Lang, say


def tell_impossible(error: ImpossibleRoster, lang: Lang, as_json: bool) -> None:
    """Say on stderr which rules clash and what would mend it; with JSON on stdout too."""
    if as_json:
        problems = [as_data(one) for one in error.problems]
        print_json({"problems": problems, "why": why_record(error.why)})
    note(say(lang, "没有可行的排班表（已证明）：", "There is no roster (proved):"))
    for one in error.why.sentences():
        note("  " + say(lang, one.zh, one.en))
