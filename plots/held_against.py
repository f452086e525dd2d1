"""Against how many comparisons the verdicts were held, for a reader who sees them change."""

from __future__ import annotations

from plots.language import Lang, say


def held_against(redesigns: int, lang: Lang) -> str:
    """How better and worse were told apart from chance, with so many redesigns at once."""
    if redesigns == 1:
        return say(
            lang,
            "判断：每个指标只作一次比较，差的 p 值低于 5 % 才称变好或变差；不到改造前 0.05 % "
            "的变化不作判断。",
            "Verdicts: one comparison of each measure; better and worse need a p-value below 5% "
            "and a change of at least 0.05%.",
        )
    return say(
        lang,
        f"判断：同时比较了 {redesigns} 个方案，每个指标的判断按 {redesigns} 次比较校正（Holm），"
        "校正后的 p 值低于 5 % 才称变好或变差；不到改造前 0.05 % 的变化不作判断。单独比较一个"
        "方案时，判断可能更宽；区间未作校正。",
        f"Verdicts: {redesigns} redesigns were compared at once, so each measure's verdict is held "
        f"against {redesigns} comparisons (Holm): better and worse need a corrected p-value below "
        "5% and a change of at least 0.05%. A redesign compared alone may get more of them; "
        "intervals are not corrected.",
    )
