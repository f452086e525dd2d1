"""Colours and line weights of every chart: told apart in grey and by the colour-blind."""

from __future__ import annotations

from typing import Any

INK = "#1d2733"
"""Text and axes that matter."""
QUIET = "#5d6875"
"""Text that stands back."""
LINE = "#c9d0d7"
"""Rules and grids."""
BEFORE = "#a3abb5"
"""Before: light, also in grey."""
AFTER = "#0f4c75"
"""After: dark, also in grey."""
TARGET = "#c2570c"
"""What was promised."""
WORK_AWAY = "#5b8fb4"
"""Work while the applicant is away."""
DELAY = "#e9ecef"
"""Time that nobody works."""
FAINT = "#f2f4f6"
"""Ground that marks something out."""
SEQUENCE = ("#f5f8fa", "#c6d9e6", "#84b0cc", "#3f7ea8", "#12395a")
"""Few to many."""
DIVERGE = ("#0f4c75", "#6fa3c4", "#f7f7f5", "#e5a15d", "#a3480a")
"""Fewer (blue) to more (orange)."""

LOOKS: dict[str, dict[str, Any]] = {
    "wait": {"facecolor": "white", "edgecolor": "#8d97a2", "hatch": "/////"},
    "shut": {"facecolor": FAINT, "edgecolor": "#c3cad1", "hatch": "...."},
    "work": {"facecolor": AFTER, "edgecolor": AFTER},
    "work_away": {"facecolor": WORK_AWAY, "edgecolor": WORK_AWAY},
    "delay": {"facecolor": DELAY, "edgecolor": "#b4bcc4"},
    "away": {"facecolor": "white", "edgecolor": "#b4bcc4"},
}
"""What the parts of a case's time look like: waiting hatched, shut dotted, work solid, delays
light, away white."""

SIDES = {"before": BEFORE, "after": AFTER}
WIDTH = 7.2
"""Width of a chart on paper [inch]: an A4 page without its margins, so type keeps its size."""

STYLE: Any = {
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,
    "axes.labelcolor": QUIET,
    "axes.labelsize": 8.5,
    "axes.edgecolor": "#8d97a2",
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.titlepad": 6,
    "axes.titlecolor": INK,
    "axes.axisbelow": True,
    "axes.grid": False,
    "axes.grid.axis": "y",
    "grid.color": "#e4e8ec",
    "grid.linewidth": 0.6,
    "xtick.color": "#8d97a2",
    "ytick.color": "#8d97a2",
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": QUIET,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "legend.handlelength": 1.6,
    "hatch.linewidth": 0.6,
    "figure.titlesize": 11,
    "figure.facecolor": "white",
    "figure.constrained_layout.h_pad": 0.05,
    "figure.constrained_layout.w_pad": 0.05,
    "savefig.dpi": 300,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "onewindow",
}
