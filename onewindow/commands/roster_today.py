"""The command that looks at the rest of a day from the queue as it is."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.commands.roster import File, Grid
from onewindow.commands.roster_simulate import Pools
from onewindow.options import AsJson, Language, Model, Seed, chosen_lang
from onewindow.promise_options import Counted, Queues, Target
from scenarios.how_many import HowMany

if TYPE_CHECKING:
    from scenarios.roster.rosters import RosterCase

Now = Annotated[
    str,
    typer.Option(
        "--now", metavar="TIME", show_default=False,
        help="Date and time from which things can be changed: 2026-03-04 10:30, 3月4日上午10点半; "
        "a time alone is that of today.",
    ),
]  # fmt: skip
Waiting = Annotated[
    list[str] | None,
    typer.Option(
        "--waiting", metavar="[QUEUE=]N", show_default=False,
        help="People who wait now; with the queue where there are several. May be given again.",
    ),
]  # fmt: skip
Notice = Annotated[
    str, typer.Option("--notice", metavar="TIME", help="Time until somebody called is there.")
]
Most = Annotated[
    int, typer.Option("--call-most", min=0, metavar="N", help="Most people called in.")
]
Runs = Annotated[
    int, typer.Option("--replications", "-n", min=2, metavar="N", help="Simulations of each.")
]


def today(
    file: File,
    roster: Grid,
    model: Model,
    now: Now,
    waiting: Waiting = None,
    target: Target = None,
    formula: Counted = None,
    queue: Queues = None,
    pool: Pools = None,
    notice: Notice = "1h",
    call_most: Most = 3,
    replications: Runs = 100,
    seed: Seed = 1,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Say what to do for the rest of a day: from the queue now, by simulation.

    Compares the roster as posted with breaks put off, people who stay longer and people who are
    off called in, as far as no hard rule is broken: with the same calls, and says which of them
    keeps the promise at the fewest extra hours. It tries one thing at a time, for all people of a
    kind of shift: it does not look for the best mixture, nor for the best time of each break.

    For example:

    - `onewindow roster today march.yaml roster.xlsx hotline_12345 --now "2026-03-04 17:00"
      --waiting 25`
    """
    from onewindow.finishing import leave
    from onewindow.machine import print_json
    from onewindow.progress import Bar
    from onewindow.requiring import Asked
    from onewindow.roster.posted import posted, print_parts
    from onewindow.roster.quiet import Quiet
    from onewindow.roster.quiet_words import quiet_record, quiet_told
    from onewindow.roster.today import today as looked_at
    from onewindow.roster.today_words import today_record, today_told
    from onewindow.subjects import model_of
    from onewindow.warnings_told import tell, tell_about
    from plots.language import say
    from scenarios.errors import DataError
    from scenarios.units import parse_duration

    language = chosen_lang(lang)
    given = posted(file, roster)
    case = given.case
    subject = model_of(model)
    tell_about(subject, language)
    day, seconds = _moment(now, case)
    try:
        ready = parse_duration(re.sub(" ", "", notice), None)
    except ValueError as error:
        raise DataError(f"--notice: {error}") from None
    asked = Asked(target, formula=formula, queues=tuple(queue or ()))
    with Bar(f"roster today {model}") as bar:
        found = looked_at(
            subject, case, given.roster, asked, day=day, now=seconds,
            waiting=_people(waiting, subject), pools=pool or (), notice=ready, most=call_most,
            replications=replications, seed=seed, progress=bar,
        )  # fmt: skip
    document = {"command": "roster today", "file": file, "model": model, "seed": seed}
    if isinstance(found, Quiet):
        if as_json:
            print_json({**document, "interrupted": False, **quiet_record(found)})
        else:
            print_parts([quiet_told(found, language)])
        return
    tell(found.staffed.notes, language)
    if as_json:
        print_json({**document, "interrupted": found.interrupted, **today_record(found)})
    else:
        print_parts(today_told(found, language))
    stopped = None
    if found.interrupted:
        done = found.replications
        stopped = say(
            language,
            f"已中断：保留已完成的 {done} 次",
            f"interrupted: {HowMany(done):run is|runs are} kept",
        )
    leave(stopped, False, language)


def _moment(now: str, case: RosterCase) -> tuple[int, float]:
    """The day of a roster and the time of day [s] that a text names.

    Raises
    ------
    DataError
        It has no date of the roster, or no time.
    """
    from scenarios.errors import DataError, Problem
    from scenarios.roster.days import WrongDates
    from scenarios.roster.moments import moment_in

    period = case.first_day, case.date(case.days - 1)
    try:
        date, seconds = moment_in(now, period, dt.date.today())
    except WrongDates as error:
        raise DataError(Problem("--now", str(error), zh=error.zh)) from None
    return (date - case.first_day).days, seconds


def _people(waiting: list[str] | None, model: object) -> dict[str, int]:
    """Who waits, by queue; the first queue in which a service begins where none is named."""
    from scenarios.errors import DataError, Problem
    from scenarios.model import ServiceModel
    from scenarios.visits import served_in

    assert isinstance(model, ServiceModel)
    begins = [served_in(service.flow)[:1] for service in model.services.values()]
    lines = [model.activities[name].queue or name for names in begins for name in names]
    found: dict[str, int] = {}
    problems = []
    for text in waiting or ():
        name, _, number = text.rpartition("=")
        if not number.strip().isdecimal() or (not name and len(set(lines)) != 1):
            several = f" with its queue ({', '.join(dict.fromkeys(lines))})" if not name else ""
            what = f"expected a number of people{several}, got '{text}'. Write QUEUE=25."
            problems.append(Problem("--waiting", what))
        else:
            found[name or lines[0]] = int(number)
    if problems:
        raise DataError(problems)
    return found
