"""Chart: the share of the cases that is done within a time, forecast against observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.calibration.fit_panels import legend_below
from plots.calibration.log_hours import hour_axis
from plots.canvas import blank, put_title
from plots.language import Lang, say
from plots.palette import AFTER, INK, SEQUENCE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HIGH = 2.4


def plot_cycle(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """A panel for each way of holding cases out.

    Parameters
    ----------
    numbers
        Columns ``zh, en, within`` [h], and the shares done until then: ``observed, predicted, low,
        high``.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    names = list(dict.fromkeys(numbers[lang]))
    fig = blank(_HIGH + 0.75 + (0.4 if title else 0.0))
    panels = fig.subplots(1, len(names), squeeze=False, sharey=True)[0]
    for panel, name in zip(panels, names, strict=True):
        own = numbers[numbers[lang] == name]
        x = own["within"].to_numpy(float)
        low, high, predicted, observed = (
            100 * own[column].to_numpy(float) for column in ("low", "high", "predicted", "observed")
        )
        band = str(own[f"band_{lang}"].iloc[0])
        panel.fill_between(x, low, high, color=SEQUENCE[1], linewidth=0, label=band)
        panel.plot(x, predicted, color=AFTER, linewidth=1.5, label=say(lang, "预测", "Forecast"))
        panel.plot(x, observed, color=INK, linewidth=1.0, label=say(lang, "实测", "Observed"))
        panel.set_title(name)
        panel.set_ylim(0, 101)
        panel.set_yticks(np.arange(0, 101, 25))
        panel.grid(axis="both")
        hour_axis(panel, x, lang)
        panel.set_xlabel(say(lang, "办理时长", "Cycle time"))
    panels[0].set_ylabel(say(lang, "已办完（%）", "Done (%)"))
    legend_below(fig, panels[0], panels[0])
    put_title(fig, title)
    return fig
