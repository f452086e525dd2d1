"""Findings that calibration pages of every kind of log have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plots.language import Lang, say


def unjudged_finding(lang: Lang) -> str:
    """Of a page on which nothing was judged."""
    return say(lang, "模型已拟合，未作检验", "The model is fitted, and not judged")


def unknown_block(lines: Iterable[str], lang: Lang) -> Iterator[str]:
    """What a log cannot tell, under its heading, as the terminal shows it."""
    yield say(lang, "数据无法回答的：", "what the data cannot tell:")
    yield from ("  " + line for line in lines)


def verdict_finding(
    verdicts: Sequence[tuple[str, str]],
    lang: Lang,
    by: tuple[str, str] = ("", ""),
    *,
    limited: bool = False,
) -> str:
    """What is to be trusted.

    Parameters
    ----------
    verdicts
        Name of each measure in the language, and its verdict.
    lang
        Language of the sentence.
    by
        Of what the forecasts are, in Chinese and in English, told where all are to be trusted.
    limited
        Whether a name says what its verdict does not hold for: then all are listed.
    """
    told = {
        kind: [name for name, verdict in verdicts if verdict == kind]
        for kind in ("trust", "trust_between", "do_not_trust", "too_little")
    }
    if len(told["too_little"]) == len(verdicts):
        return say(lang, "留出的日子太少，无法判断", "Too little was held out to judge it")
    if not limited and len(told["trust"]) == len(verdicts):
        return say(
            lang,
            f"检验的各项预测{by[0]}都可信",
            f"All the forecasts that were judged{by[1]} can be trusted",
        )
    if not told["trust"] and told["trust_between"]:
        return say(
            lang,
            "它的预测不可信，或只在部分钟点可信",
            "Its forecasts cannot be trusted, or at some hours only",
        )
    if not told["trust"]:
        return say(lang, "它的预测不可信", "Its forecasts cannot be trusted")
    heads = {
        "trust": ("可信", "To be trusted"),
        "trust_between": ("部分钟点可信", "At some hours only"),
        "do_not_trust": ("不可信", "Not to be trusted"),
        "too_little": ("数据太少，无法判断", "Too little to judge"),
    }
    return say(lang, "；", ". ").join(
        say(lang, *heads[kind]) + say(lang, "：", ": ") + _listed(names, lang)
        for kind, names in told.items()
        if names
    )


def _listed(names: list[str], lang: Lang) -> str:
    """Names in a row: with "and" before the last in English."""
    if lang == "zh":
        return "、".join(names)
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def days_finding(cv: float | None, lang: Lang, *, of_queue: bool = False) -> str:
    """How far days differ beyond weekday and chance; no ``cv`` where that cannot be told apart."""
    if cv is None:
        return say(lang, "各天之间的差别不超过偶然", "Days differ no more than by chance")
    return say(
        lang,
        f"除星期几和偶然之外，{'一个队列的' if of_queue else ''}各天还相差约 {cv:.0%}",
        f"Beyond weekday and chance, days{' of a queue' if of_queue else ''} differ by about "
        f"{cv:.0%}",
    )
