"""What redesign operators are called in a language."""

from __future__ import annotations

from plots.language import Lang, say

OPERATORS = {
    "ai_triage": ("智能分流", "AI triage"),
    "appointments": ("预约", "Appointments"),
    "callback": ("漏接回拨", "Call-back"),
    "case_owner": ("首问负责", "Case owner"),
    "commitment": ("告知承诺", "Signed promise"),
    "dispatch_nearest": ("就近派单", "Nearest crew"),
    "door_to_door": ("上门帮办", "Door to door"),
    "eliminate": ("减环节", "Steps eliminated"),
    "empower": ("授权到位", "Window decides"),
    "extend_hours": ("延时服务", "Longer hours"),
    "go_online": ("网上办", "Online"),
    "guide_desk": ("导办预审", "Guide desk"),
    "knowledge_base": ("知识库", "Knowledge base"),
    "merge": ("合并环节", "Steps merged"),
    "one_window": ("一窗受理", "One window"),
    "parallelize": ("并联审批", "Steps in parallel"),
    "plan_routes": ("路线规划", "Planned routes"),
    "pool_windows": ("窗口通办", "Windows pooled"),
    "prioritize": ("优先办理", "Priority"),
    "reorder": ("调整顺序", "Steps reordered"),
    "self_service": ("自助终端", "Self-service"),
    "set_capacity": ("增减人手", "Capacity"),
    "share_data": ("数据共享", "Shared data"),
    "shorten_limit": ("压缩时限", "Shorter limit"),
    "smart_forms": ("智能填表", "Smart forms"),
    "standardize": ("标准化", "Standard procedure"),
    "surge_windows": ("潮汐窗口", "Surge windows"),
    "train": ("培训", "Training"),
}
"""Chinese and English name by operator."""


_NOTES = {
    "ai_triage": (
        "与 GB/T 33358-2016 不一致：该标准不主张在 12345 热线人工接听前设语音菜单",
        "departs from GB/T 33358-2016, which advises against voice menus on a 12345 hotline",
    ),
}
"""What a reader must know of a step, by operator."""


def operator_note(operator: str, lang: Lang) -> str:
    """What a reader must know of a step; empty for most."""
    return say(lang, *_NOTES.get(operator, ("", "")))


def operator_title(operator: str, lang: Lang) -> str:
    """Name of an operator for people."""
    return say(lang, *OPERATORS.get(operator, (operator, operator)))
