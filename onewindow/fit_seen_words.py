"""What a log shows of skills and priorities, which its model does not have."""

from __future__ import annotations

from collections.abc import Iterator

from plots.language import Lang, say
from scenarios.fit.contacts import Contacts
from scenarios.fit.order_seen import Order, orders_of
from scenarios.fit.skills_seen import skills_of


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


def order_lines(contacts: Contacts, lang: Lang) -> Iterator[str]:
    """Who goes first by priority and by matter; one line where nobody does."""
    named: tuple[Order, ...] = ()
    if contacts.priority is not None:
        named = orders_of(contacts, contacts.priority, contacts.priorities)
    by_matter = orders_of(contacts, contacts.activity, contacts.activities)
    told = [
        *((say(lang, "优先级", "priority"), one) for one in named),
        *((say(lang, "事项", "matter"), one) for one in by_matter if one.first),
    ]
    for kind, one in told:
        yield say(
            lang,
            f"{kind} {one.name}：平均等 {one.wait:.0f} 秒，等候者中 {one.overtook:.0%} "
            f"先于早来的其他人办理（反之 {one.overtaken:.0%}）；模型中先到先办",
            f"{kind} {one.name}: waits {one.wait:.0f} s on average, {one.overtook:.0%} of those "
            f"who waited went before others who had come earlier (the other way round "
            f"{one.overtaken:.0%}); in the model first come, first served",
        )
    if not told:
        yield say(
            lang,
            "谁先办：记录看不出优先，模型中先到先办",
            "who goes first: the log shows no priority; in the model first come, first served",
        )
