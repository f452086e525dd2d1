"""What people call the pools, steps and channels that a redesign step makes without a title."""

from __future__ import annotations

from scenarios.section import TextPair

ONLINE = TextPair(zh="网上受理", en="Online acceptance")
ONLINE_CHANNEL = TextPair(zh="网上办理", en="Online")
COMES_IN = TextPair(zh="网上未办成、改来窗口", en="Not done online, comes in")
GUIDE = TextPair(zh="导办预审", en="Check by a guide")
GUIDES = TextPair(zh="导办台", en="Guide desk")
HELPERS = TextPair(zh="上门帮办人员", en="Staff who go to applicants")
KIOSKS = TextPair(zh="自助终端", en="Kiosks")
KIOSK_HELP = TextPair(zh="自助终端帮办", en="Help at the kiosks")
BOT = TextPair(zh="智能客服解答", en="Answered by the bot")
BOT_MENU = TextPair(zh="智能客服导航", en="Menu of the bot")
CALLS_BACK = TextPair(zh="未解答、稍后再来电", en="Not helped, calls back later")
NOT_KEPT = TextPair(zh="承诺未兑现、被退回", en="Promise not kept, returned")
BOOKED = TextPair(zh="预约", en="With an appointment")
MERGED = TextPair(zh="合并办理", en="Done together")
PILOT = TextPair(zh="试点", en="Pilot")
GREEN = TextPair(zh="绿色通道", en="Green channel")
OTHERS = TextPair(zh="照原方式", en="As before")


def elsewhere(name: str, title: TextPair | None, zh: str, en: str) -> TextPair:
    """The title of an activity that is now done elsewhere, with the place in brackets."""
    old = title or TextPair(zh=name, en=name)
    return TextPair(zh=f"{old.zh}（{zh}）", en=f"{old.en} ({en})")


def partly_online(share: float, done: tuple[TextPair, ...]) -> TextPair:
    """The title of a channel whose cases go online with some matters, and else as before."""
    percent = f"{100 * share:.3g}%"
    zh, en = "、".join(one.zh for one in done), ", ".join(one.en for one in done)
    return TextPair(
        zh=f"{percent}的人（其中{zh}网上办，其余照旧）",
        en=f"{percent} of all ({en} online, the rest as before)",
    )


def of_part(old: TextPair | None, new: TextPair) -> TextPair:
    """The title of a channel split off another: its own, after that of the other if it has one."""
    if old is None or old == OTHERS:
        return new
    return TextPair(zh=f"{old.zh}（{new.zh}）", en=f"{old.en} ({new.en})")
