"""Who helps the pools planned, and is not planned."""

from __future__ import annotations

from onewindow.helping_staff import helping_hours
from onewindow.staffing_found import Staffing
from plots.language import Lang, say
from plots.naming import title_in
from scenarios.findings import listed, listed_zh


def helping(found: Staffing, lang: Lang) -> list[str]:
    """That pools which help those planned keep the staff that they have in the model."""
    names = [title_in([found.model], "pool", name, lang) for name in found.days.helping]
    if not names:
        return []
    hours, be = helping_hours(found), "is" if len(names) == 1 else "are"
    keys = listed([f"pools.{name}.staff" for name in found.days.helping])
    return [
        say(
            lang,
            f"{listed_zh(names)}也帮忙办理：不在班次之列，人数保持模型中的不变（{keys}），"
            f"每天 {hours:.1f} 小时，复核时算在内，同样须有人在岗。",
            f"{listed(names)} help{'s' if len(names) == 1 else ''} them and {be} not among the "
            f"shifts: the staff stays as it is in the model ({keys}), {hours:.1f} h a day, which "
            "the check counts with and which has to be there as well.",
        )
    ]
