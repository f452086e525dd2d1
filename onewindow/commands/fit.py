"""The command that makes a model out of a log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.choices import one_of
from onewindow.fit_kinds import ALL_KINDS, OTHER_KINDS
from onewindow.interrupts import INTERRUPTED
from onewindow.options import AsJson, Language, Seed, chosen_lang

Log = Annotated[
    Path,
    typer.Argument(
        metavar="LOG",
        help="CSV, gzipped or not, or xlsx: a row for each call, ticket, queue at a moment, or "
        "event; events may be XES.",
        show_default=False,
    ),
]
Kind = Annotated[
    str,
    typer.Option("--kind", metavar="|".join(ALL_KINDS), help="What a row is.", show_default=False),
]
Office = Annotated[
    str | None,
    typer.Option(
        "--office", metavar="NAME", show_default=False,
        help="With queue-snapshots: the office that the model is of; without it they are listed.",
    ),
]  # fmt: skip
Out = Annotated[
    Path, typer.Option("--out", metavar="MODEL.yaml", help="Write the model to this file.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping", metavar="FILE", show_default=False,
        help="What the columns say; guessed when left out, and written beside the model.",
    ),
]  # fmt: skip
HoldOut = Annotated[
    int | None,
    typer.Option(
        "--hold-out", metavar="DAYS", min=1, show_default="the last fifth",
        help="Days at the end that the fit is judged on.",
    ),
]  # fmt: skip
Judged = Annotated[
    str,
    typer.Option(
        "--weekdays", metavar="DAYS",
        help="Weekdays that are judged, such as mon-fri; all are fitted.",
    ),
]  # fmt: skip
Report = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FOLDER", show_default=False,
        help="Write the calibration report there, its charts and tables.",
    ),
]  # fmt: skip
Replicated = Annotated[
    int,
    typer.Option(
        "--replications", "-n", min=10, metavar="N", help="How often these days are simulated."
    ),
]


def fit(
    log: Log,
    kind: Kind,
    out: Out = Path("fitted.yaml"),
    mapping: MappingFile = None,
    hold_out: HoldOut = None,
    weekdays: Judged = "daily",
    replications: Replicated = 100,
    office: Office = None,
    seed: Seed = 1,
    report: Report = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Make a model out of a log, and say how well it predicts days that it was not shown.

    Fitted are arrivals by half hour and weekday, how much days vary, service times, after-work,
    patience and the staff on duty. Rows that cannot be true are set aside in a file. The model is
    fitted to all days; what is judged is a fit to all but the last ones, simulated on these.
    Beside MODEL.yaml are written MODEL.mapping.yaml, to be corrected and given back with
    `--mapping`, MODEL.set_aside.csv and MODEL.judgement.csv. Ctrl-C during the judgement keeps the
    model (exit code 130).

    For example:

    - `onewindow fit calls.csv --kind calls --out hotline.yaml`
    - `onewindow fit calls.csv --kind calls --out hotline.yaml --report calibration`
    - `onewindow fit tickets.xlsx --kind tickets --mapping hotline.mapping.yaml --lang zh`
    - `onewindow fit queues.csv.gz --kind queue-snapshots --office Centre --out hall.yaml`
    - `onewindow fit permits.xes --kind events --out permits.yaml`
    """
    from onewindow.console import note, written_word
    from onewindow.console import out as console
    from onewindow.files import Target, ready
    from onewindow.fit import fit_log
    from onewindow.fit_against_words import against_lines
    from onewindow.fit_findings import findings_of
    from onewindow.fit_json import fit_document
    from onewindow.fit_judgement_words import judgement_lines
    from onewindow.fit_other import fit_other
    from onewindow.fit_verdict import with_verdict
    from onewindow.fit_words import fit_lines, quality_lines
    from onewindow.found_log import tell_and_write
    from onewindow.machine import print_json
    from onewindow.progress import Bar
    from onewindow.reason_words import aside_in_both
    from scenarios.fit.mapping import mapping_text
    from scenarios.whole_file import whole_file
    from scenarios.writing import write_model

    language = chosen_lang(lang)
    looked_at = judged_days(weekdays)
    endings = ("mapping.yaml", "set_aside.csv", "judgement.csv")
    beside, aside, judged = (out.with_suffix(f".{ending}") for ending in endings)
    targets = [Target("--out", out, (".yaml", ".yml")), Target("--out", aside)]
    ready(targets, [log] if mapping is None else [log, mapping])
    known = one_of("--kind", kind, ALL_KINDS)
    if known in OTHER_KINDS:
        with Bar("fit") as bar:
            other = fit_other(
                log, known, office=office, name=out.stem, mapping=mapping, hold_out=hold_out,
                replications=replications, seed=seed, progress=bar,
            )  # fmt: skip
        tell_and_write(other, out, mapping_given=mapping is not None, lang=language, report=report)
        return
    with Bar("fit") as bar:
        found = fit_log(
            log, kind, name=out.stem, mapping=mapping, hold_out=hold_out,
            weekdays=looked_at, replications=replications, seed=seed, progress=bar,
        )  # fmt: skip
    if as_json:
        print_json(fit_document(found, log, out))
    else:
        screen = console()
        for lines in (
            quality_lines(found, language),
            fit_lines(found.fit, language),
            against_lines(found.against, language),
            judgement_lines(found, language),
        ):
            for line in lines:
                screen.print(line, markup=False, soft_wrap=True)
    write_model(with_verdict(found.model, findings_of(found)["page"]), out)
    written = [out]
    if mapping is None:
        with whole_file(beside) as file:
            file.write_text(mapping_text(found.mapping), encoding="utf-8")
        written.append(beside)
    with whole_file(aside) as file:
        aside_in_both(found.quality.set_aside).to_csv(file, index=False, encoding="utf-8-sig")
    written.append(aside)
    if found.judgement is not None:
        with whole_file(judged) as file:
            found.judgement.table.to_csv(file, index=False)
        written.append(judged)
    if report is not None:
        from onewindow.fit_shown import shown
        from plots.fit_files import FIT_FILES

        with Bar("report") as bar:
            written += FIT_FILES.write(shown(found), report, lang=language, progress=bar)
    for path in written:
        note(f"{written_word(language)}{path}")
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def judged_days(text: str) -> tuple[int, ...]:
    """Weekdays as numbers, Monday 0.

    Raises
    ------
    DataError
        They are no weekdays.
    """
    from scenarios.calendars import parse_days
    from scenarios.errors import DataError, Problem

    try:
        return parse_days(text)
    except ValueError as error:
        raise DataError(Problem("--weekdays", str(error))) from error
