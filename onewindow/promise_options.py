"""Options that say what is promised to whom, for the commands that staff for it."""

from __future__ import annotations

from typing import Annotated

import typer

Target = Annotated[
    str | None,
    typer.Option(
        "--target",
        help='What is promised: "90% in 30 s", "95% answered", "P90 20 s" (of the answered), "mean '
        '15 s", "80% done in 1 h"; also 30秒内90%, 接通率95%, 平均15秒. The first '
        "service-level target of the model when left out.",
        metavar="PROMISE",
        show_default=False,
    ),
]
Interval = Annotated[
    str, typer.Option("--interval", help="Length of an interval: 15min, 30min, 1h.", metavar="TIME")
]
Over = Annotated[
    str | None,
    typer.Option(
        "--per",
        help="Over what the promise is kept: each interval, each peak, or each day over its calls.",
        metavar="interval|peak|day",
        show_default="interval; peak with --peaks",
    ),
]
Peaks = Annotated[
    str | None,
    typer.Option(
        "--peaks",
        help="The peaks, such as 08:30-11:00,17:30-20:00; those of the model's target when left "
        "out.",
        metavar="SPANS",
        show_default=False,
    ),
]
Counted = Annotated[
    str | None,
    typer.Option(
        "--formula",
        help="How a service level is counted: of_offered, of_answered, "
        "answered_or_quick_abandoned, less_quick_abandoned.",
        metavar="FORMULA",
        show_default="of_offered",
    ),
]
Queues = Annotated[
    list[str] | None,
    typer.Option(
        "--queue",
        help="Queue or activity to staff for; may be given again. That of the model's target, or "
        "all of the front office, when left out.",
        metavar="NAME",
        show_default=False,
    ),
]
Shrinkage = Annotated[
    str | None,
    typer.Option(
        "--shrinkage",
        help="Share of paid time that is not spent on position, such as 30%: gives the heads to "
        "put on the roster.",
        metavar="SHARE",
        show_default=False,
    ),
]
