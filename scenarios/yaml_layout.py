"""Which maps and lists of a model file stand on one line, and which texts have quotes."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

WIDTH = 100
"""Longest line, in letters."""
_NAMED = 2
"""Depth of the named sections: what lies deeper stands on one line when it fits."""
# Readers of YAML 1.1 take 17:30 for the number 1050 unless it is quoted, and on one line with
# others no reader takes a text that begins with a colon.
_NEEDS_QUOTES = re.compile(r"^(\d{1,2}:\d\d|:)")


def laid_out(data: dict[str, Any]) -> CommentedMap:
    """The data with the style of each map and list."""
    made = _laid_out(data, 0)
    assert isinstance(made, CommentedMap)
    return made


def _laid_out(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        made = CommentedMap(
            (_laid_out(name, depth), _laid_out(item, depth + 1)) for name, item in value.items()
        )
        short = depth > _NAMED or (depth > 0 and all(map(_is_scalar, value.values())))
        _set_style(made, not value or (short and _fits(value, depth)))
        return made
    if isinstance(value, list):
        items = CommentedSeq(_laid_out(item, depth + 1) for item in value)
        # A list of numbers is wrapped rather than written one a line.
        _set_style(items, all(map(_is_scalar, value)) or _fits(value, depth))
        return items
    # Escapes keep line ends and signs that cannot be seen as they are.
    if isinstance(value, str) and (_NEEDS_QUOTES.match(value) or not value.isprintable()):
        return DoubleQuotedScalarString(value)
    return value


def _set_style(made: CommentedMap | CommentedSeq, on_one_line: bool) -> None:
    if on_one_line:
        made.fa.set_flow_style()
    else:
        made.fa.set_block_style()


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _fits(value: Any, depth: int) -> bool:
    # The key before it is taken as long as most keys are.
    return len(_one_line(value)) <= WIDTH - 2 * depth - 16


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_one_line(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_one_line, value)) + "]"
    return str(value)
