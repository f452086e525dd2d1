"""The command that makes a model out of a log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.fitting.kinds import ALL_KINDS
from onewindow.options import AsJson, Language, Processes, Seed, chosen_lang

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
    str | None,
    typer.Option(
        "--kind", metavar="|".join(ALL_KINDS), show_default=False,
        help="What a row is; may be left out with --mapping, which says it.",
    ),
]  # fmt: skip
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
        "--hold-out", metavar="DAYS", min=1,
        show_default="the last fifth, or more where none of it could be judged",
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
    kind: Kind = None,
    out: Out = Path("fitted.yaml"),
    mapping: MappingFile = None,
    hold_out: HoldOut = None,
    weekdays: Judged = "daily",
    replications: Replicated = 100,
    office: Office = None,
    seed: Seed = 1,
    processes: Processes = None,
    report: Report = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Make a model out of a log, and say how well it predicts days that it was not shown.

    Fitted are arrivals by half hour and weekday, how much days vary, service times, after-work,
    patience and the staff on duty. Rows that cannot be true are set aside in a file. The model is
    fitted to all days; what is judged is a fit to all but the last ones, simulated on these.
    Beside MODEL.yaml are written MODEL.mapping.yaml, to be corrected and given back with
    `--mapping`, MODEL.set_aside.csv and MODEL.judgement.csv. Ctrl-C during the judgement or the
    report keeps the model, and says so where there is none yet (exit code 130).

    For example:

    - `onewindow fit calls.csv --kind calls --out hotline.yaml`
    - `onewindow fit calls.csv --kind calls --out hotline.yaml --report calibration`
    - `onewindow fit tickets.xlsx --kind tickets --mapping hotline.mapping.yaml --lang zh`
    - `onewindow fit queues.csv.gz --kind queue-snapshots --office Centre --out hall.yaml`
    - `onewindow fit permits.xes --kind events --out permits.yaml`
    """
    from onewindow.files import gone_again, ready_folder
    from onewindow.fitting.any_kind import fit_any
    from onewindow.fitting.fitted_files import ready_for_model
    from onewindow.fitting.judged_days import judged_days
    from onewindow.fitting.kind_asked import kind_asked
    from onewindow.fitting.tell_and_write import tell_and_write
    from onewindow.fitting.unfinished import told_if_unfinished
    from onewindow.progress import Bar

    language = chosen_lang(lang)
    looked_at = judged_days(weekdays)
    ready_for_model(out, [log] if mapping is None else [log, mapping])
    known = kind_asked(kind, mapping)
    if report is not None:
        # Seen before the fit, and there only with its files: a log may be refused.
        with gone_again([report, *report.parents]):
            ready_folder(report, "--report")
    with Bar("fit") as bar, told_if_unfinished(known):
        found = fit_any(
            log, known, office=office, name=out.stem, mapping=mapping, hold_out=hold_out,
            weekdays=looked_at, replications=replications, seed=seed, progress=bar,
            processes=processes,
        )  # fmt: skip
    tell_and_write(
        found, log, out, kind=known, mapping_given=mapping is not None, lang=language,
        report=report, as_json=as_json,
    )  # fmt: skip
