"""What is said when there is no roster: proved with a reason, proved alone, or none was found."""

from __future__ import annotations

from onewindow.console import note
from onewindow.front import as_data
from onewindow.machine import print_json
from onewindow.roster.why import ImpossibleRoster
from onewindow.roster.words import why_record
from optimize.roster.whole import NothingFound
from plots.language import Lang, say
from scenarios.errors import InfeasibleError


def tell_impossible(error: InfeasibleError, lang: Lang, as_json: bool) -> None:
    """Say on stderr which rules clash and what would mend it; with JSON on stdout too."""
    why = error.why if isinstance(error, ImpossibleRoster) else None
    if as_json:
        status = "nothing_found" if isinstance(error, NothingFound) else "impossible"
        problems = [as_data(one) for one in error.problems]
        told = None if why is None else why_record(why)
        print_json({"status": status, "problems": problems, "why": told})
    if why is None:
        for problem in error.problems:
            note(str(problem))
        return
    note(say(lang, "没有可行的排班表（已证明）：", "There is no roster (proved):"))
    for one in why.sentences():
        note("  " + say(lang, one.zh, one.en))
