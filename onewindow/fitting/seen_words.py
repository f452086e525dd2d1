"""What a log shows of who does which matter, and of who goes first."""

from __future__ import annotations

from collections.abc import Iterator

from plots.language import Lang, say
from scenarios.fit.contacts import Contacts
from scenarios.fit.fitted_model import class_words
from scenarios.fit.fitting import Fit
from scenarios.fit.ranks import Precedence
from scenarios.fit.skills_seen import divided_fraction, skills_of

_DIVIDED = 0.2
"""Share of the work, by chance that of people who hardly do it, from which on a model says so."""


def skill_lines(contacts: Contacts, lang: Lang) -> Iterator[str]:
    """Matters that some people hardly do; one line where that cannot be told."""
    skills = skills_of(contacts)
    for one in skills:
        yield say(
            lang,
            f"事项 {one.name}：按常理应办 10 件以上的 {one.people} 人中，{one.without} 人几乎不办；"
            "模型中人人能办所有事项",
            f"matter {one.name}: {one.without} of the {one.people} people to whom 10 or more would "
            "have come hardly did it; in the model all do all",
        )
    if not skills:
        yield say(
            lang,
            "谁能办哪些事项：记录看不出分工，模型中人人能办所有事项",
            "who can do which matter: the log shows no division; in the model all do all",
        )


def divided_words(fit: Fit, lang: Lang) -> str:
    """What a model of one pool makes of people who do some matters only; nothing where all do all,
    or where zones have pools of their own.

    It goes wherever the model goes: waits and plans of such a pool are read by themselves.
    """
    divided = divided_fraction(fit.contacts)
    if fit.zones.number or divided < _DIVIDED:
        return ""
    return say(
        lang,
        f"；记录里各人只办部分事项（人人都办的话，{divided:.0%} 的件会轮到几乎不办它的人），"
        "而模型中人人都办：它已经是合并后的窗口，算不出一窗受理或分区的效果；各区忙闲不一时等候偏短，排出的人数偏少",
        f"; in the log people do some matters only ({divided:.0%} of the work would come to "
        "somebody who hardly does it), in the model everybody does every matter: its windows are "
        "pooled already, so pooling or parting them cannot be tried on it, and where some people "
        "are busier than others it waits too little and its plans have too few",
    )


def order_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """Who goes before whom and whether the model has it; one line where nobody does."""
    ranks = fit.ranks
    if not ranks.seen:
        classes = (
            (
                "各事项之间",
                "no matter",
                "没有用到优先级的列",
                "no column of priorities is read, and ",
            )
            if fit.contacts.priority is None
            else ("各级、各事项之间", "no class and no matter", "", "")
        )
        among, none, unread, unread_en = classes
        yield say(
            lang,
            f"谁先办：{unread + '；' if unread else ''}{among}看不出谁优先（或同时等候的人太少），"
            "模型中先到先办",
            f"who goes first: {unread_en}{none} is seen to go before others, or too few waited at "
            "once to tell; in the model first come, first served",
        )
    for one in ranks.seen:
        first, behind = (class_words(ranks.by, names) for names in (one.first, one.behind))
        yield say(
            lang,
            f"{first.zh} 先于 {behind.zh}：后者先到、两者都在等时，{one.passed:.0%} 仍先办前者；"
            f"前者先到时，只有 {one.was_passed:.0%} 先办后者；{_in_model(one, 'zh')}",
            f"{first.en} before {behind.en}: where one of the latter had come earlier and still "
            f"waited, the former was taken first all the same in {one.passed:.0%} of the cases; "
            f"where the former had come earlier, the latter was in {one.was_passed:.0%}; "
            f"{_in_model(one, 'en')}",
        )
    if ranks.number > 1:
        each = [
            (class_words(ranks.by, ranks.named(rank)), share)
            for rank, share in enumerate(fit.rank_shares)
        ]
        yield say(
            lang,
            "各级人数：" + "，".join(f"{words.zh} {share:.1%}" for words, share in each),
            "people by rank: " + "; ".join(f"{words.en} {share:.1%}" for words, share in each),
        )
    if ranks.of_those_who_met:
        yield say(
            lang,
            "各级比例取自来时已有人在等的人：记录的优先级与是否等候有关",
            "these shares are of people who came while others waited: the log gives the priority "
            "by whether somebody waits",
        )


def _in_model(one: Precedence, lang: Lang) -> str:
    """Whether the waits of the log are nearer to strict ranks, and by how much."""
    strict, first_come = f"{one.missed:.1f}", f"{one.missed_without:.1f}"
    zh = (
        f"把记录中的开始时刻按此严格重排，各类平均等候差 {strict} 秒，"
        f"按先到先办重排差 {first_come} 秒"
    )
    en = (
        "the starts of the log handed out strictly so miss the mean waits of the classes by "
        f"{strict} s, handed out by who came first by {first_come} s"
    )
    if one.strict:
        return say(lang, f"模型中总是如此（{zh}）", f"in the model always ({en})")
    return say(
        lang,
        f"但并非总是如此，模型中先到先办（{zh}）",
        f"but not always, and in the model first come, first served ({en})",
    )
