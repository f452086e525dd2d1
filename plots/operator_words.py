"""What redesign operators are called in a language."""

from __future__ import annotations

from plots.field_words import field_word
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
    "rarer_steps": ("少走环节", "Fewer go to steps"),
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


_FIELDS = {
    "answered": "机器人答复比例", "at_least": "中午至少在岗比例", "calls_back": "答复后再来电比例",
    "calls_back_after": "再来电间隔", "cv_factor": "变异系数保留比例", "errors": "决定出错比例",
    "fails": "网上办不成比例", "fails_after": "办不成再到厅的间隔", "finds": "预审发现比例",
    "gives_up": "改去窗口比例", "help_time": "帮办时间", "kiosks": "终端台数",
    "lookup_factor": "查找时间保留比例", "lookup_share": "查找占工作比例", "meal": "用餐时间",
    "mends": "当场补正比例", "menu_time": "语音菜单时间", "misrouted": "分错比例",
    "returned": "违诺退回比例", "returned_after": "退回再来的间隔", "rework_factor": "返工保留比例",
    "size": "席位", "transfer_factor": "转办保留比例", "travel": "路上时间",
}  # fmt: skip
"""What the numbers of operators are called in Chinese, besides those that models have too."""


def number_word(field: str, lang: Lang) -> str:
    """What a number of an operator is called."""
    return say(lang, _FIELDS.get(field, ""), "") or field_word(field, lang)


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
