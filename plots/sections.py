"""The sections of a report, in the order in which a consultant tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plots.language import Lang, say

SectionName = Literal[
    "diagnosis", "redesign", "before_after", "scorecard", "steps", "promise", "sure", "cost",
    "details", "method", "sources", "definitions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """What a section is called; a report of one model may call it otherwise."""

    name: SectionName
    zh: str
    en: str
    alone_zh: str = ""
    alone_en: str = ""

    def text(self, lang: Lang, *, compares: bool) -> str:
        """The title in a language."""
        if not compares and self.alone_zh:
            return say(lang, self.alone_zh, self.alone_en)
        return say(lang, self.zh, self.en)


SECTIONS = (
    SectionTitle(
        "diagnosis", "现状诊断", "Diagnosis of the baseline", "现状诊断", "Diagnosis",
    ),
    SectionTitle("redesign", "改了什么，为什么改", "What we changed and why"),
    SectionTitle("before_after", "改造前后对比", "Before and after", "主要结果", "Results"),
    SectionTitle("scorecard", "记分卡", "Scorecard"),
    SectionTitle("steps", "每一步带来多少", "What each step brought"),
    SectionTitle("promise", "服务承诺", "What can be promised"),
    SectionTitle("sure", "有多大把握", "How sure we are"),
    SectionTitle("cost", "成本与回报", "What it costs"),
    SectionTitle("details", "分项明细", "In detail"),
    SectionTitle("method", "方法", "Method"),
    SectionTitle("sources", "数字出处", "Where the numbers come from"),
    SectionTitle("definitions", "名词定义", "Definitions"),
)  # fmt: skip
"""Every section in the order of the report; one without content is left out."""
SECTION_OF = {section.name: section for section in SECTIONS}
"""The same by name."""
