"""YAML 1.2 text as plain data, with the line on which every value stands."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scenarios.findings import Finding, Path, plain_text, shown

_TAG = "tag:yaml.org,2002:"
_SCALARS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "timestamp": "a date such as 2026-03-02",
}
_INT = re.compile(r"[+-]?\d+$")
_REST = re.compile(r"\d+\s*[^\W\d]*$")
_UNFOLDED = 100_000
_DEEPEST = 100


@dataclass(slots=True)
class Document:
    """What a text says, and where."""

    data: Any = None
    """Maps with text keys, lists and scalars."""
    lines: dict[Path, int] = field(default_factory=dict)
    """Line of each value, counted from 1; a value in a map has the line of its key."""
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with the text as YAML."""
    sheets: dict[Path, str] = field(default_factory=dict)
    """Sheet on which a part stands, where it was read from a workbook."""

    def line(self, path: Path) -> int | None:
        """Line of a value, or of the section that should hold it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def sheet(self, path: Path) -> str | None:
        """Sheet on which a value stands, or the section that should hold it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.sheets:
                return self.sheets[path[:length]]
        return None


class _Unreadable(Exception):
    """The rest of the text cannot be read."""


def parse_yaml(text: str) -> Document:
    """Read a text; whatever is wrong with it stands in ``findings``, nothing is raised."""
    document = Document()
    yaml = YAML(typ="safe", pure=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            node = yaml.compose(text)
        if node is None:
            document.lines[()] = 1
            return document
        if yaml.resolver.processing_version != (1, 2):
            version = ".".join(map(str, yaml.resolver.processing_version))
            document.lines[()] = 1
            document.findings.append(
                Finding((), f"expected YAML 1.2, got %YAML {version}. Take out that line.")
            )
            return document
        document.data = _Builder(yaml, document, len(text) + _UNFOLDED).build(node, ())
    except _Unreadable:
        pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.lines[()] = mark.line + 1 if mark else 1
        problem = " ".join(f"{error.context or ''} {error.problem or ''}".split())
        document.findings.append(
            Finding(
                (),
                f"expected YAML, got text that is not ({problem}). "
                "Look for indentation, a colon, a quote or a bracket on this line or before it.",
            )
        )
    except RecursionError:
        document.lines[()] = 1
        document.findings.append(_too_deep(()))
    except Exception as error:  # the parser has its own bugs, and a reader of files must not
        document.lines[()] = _line_of(error, text)
        problem = plain_text(" ".join(str(error).split()) or type(error).__name__)
        document.findings.append(
            Finding((), f"expected YAML 1.2 text, got {problem}. Write it anew as plain text.")
        )
    return document


def _too_deep(path: Path) -> Finding:
    return Finding(path, f"expected at most {_DEEPEST} levels, got more. Nest it less deeply.")


def _line_of(error: Exception, text: str) -> int:
    at = getattr(error, "position", 0) if isinstance(error, YAMLError) else 0
    return text.count("\n", 0, at if isinstance(at, int) else 0) + 1


class _Builder:
    """Turns the parser's nodes into plain data."""

    def __init__(self, yaml: YAML, document: Document, most: int) -> None:
        self._constructor = yaml.constructor
        self._document = document
        self._left = most
        self._inside: set[int] = set()
        self._merging = 0

    def build(self, node: Node, path: Path) -> Any:
        self._document.lines.setdefault(path, node.start_mark.line + 1)
        self._left -= 1
        if self._left < 0:
            self._find(path, "expected aliases that unfold to a model, got far more. Write it out.")
            raise _Unreadable
        if id(node) in self._inside:
            self._find(path, "expected a value, got an alias of what it stands in. Write it out.")
            return None
        if len(path) > _DEEPEST:
            self._document.findings.append(_too_deep(path))
            raise _Unreadable
        tag = str(node.tag)
        if isinstance(node, ScalarNode):
            return self._scalar(node, tag, path)
        if tag not in (_TAG + "map", _TAG + "seq"):
            self._find(path, f"expected plain data, got the tag {_tag(tag)}. Take it out.")
            return None
        self._inside.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self.build(item, (*path, k)) for k, item in enumerate(node.value)]
            return self._map(node, path) if isinstance(node, MappingNode) else None
        finally:
            self._inside.discard(id(node))

    def _map(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: list[Node] = []
        for key, value in _whole_numbers(node):
            if not isinstance(key, ScalarNode):
                self._mark(path, key)
                self._find(path, "expected a name before the colon, got a map or a list. Name it.")
                continue
            if key.tag == _TAG + "merge":
                merged.extend(value.value if isinstance(value, SequenceNode) else [value])
                continue
            # A key is the text that stands there: 2026-05-01, 12 and yes are names like others.
            name = str(key.value)
            at = (*path, name)
            if name in found:
                first = self._document.lines[at]
                self._mark(at, key)
                self._find(
                    at, f"expected each key once, got it again after line {first}. Take one out."
                )
                continue
            self._mark(at, key)
            found[name] = self.build(value, at)
        for part in merged:
            if not isinstance(part, MappingNode):
                self._find(path, "expected a map after <<, got something else. Take it out.")
                continue
            self._merging += 1
            for name, value in (self.build(part, path) or {}).items():
                found.setdefault(name, value)
            self._merging -= 1
        return found

    def _mark(self, path: Path, node: Node) -> None:
        # A key that is merged in gives way to the key that stands in the map itself.
        if self._merging:
            self._document.lines.setdefault(path, node.start_mark.line + 1)
        else:
            self._document.lines[path] = node.start_mark.line + 1

    def _scalar(self, node: ScalarNode, tag: str, path: Path) -> Any:
        kind = tag.removeprefix(_TAG)
        if kind == "str":
            return str(node.value)
        if kind not in _SCALARS:
            self._find(path, f"expected plain data, got the tag {_tag(tag)}. Take it out.")
            return None
        try:
            value = getattr(self._constructor, f"construct_yaml_{kind}")(node)
        except (ValueError, TypeError, OverflowError, KeyError, IndexError, AttributeError):
            self._find(
                path,
                f"expected {_SCALARS[kind]}, got {shown(str(node.value))}. "
                "Correct it, or put it in quotes when it is text.",
            )
            return str(node.value)
        if isinstance(value, int) and abs(value) >= 2**63:
            self._find(path, "expected a number below 2^63, got a longer one. Shorten it.")
            return str(node.value)
        return value

    def _find(self, path: Path, what: str) -> None:
        self._document.findings.append(Finding(path, what))


def _whole_numbers(node: MappingNode) -> list[tuple[Node, Node]]:
    """Keys and values, ``{mean: 1,5 min}`` with the value that was meant, which YAML splits."""
    pairs: list[tuple[Node, Node]] = []
    for key, value in node.value:
        before = pairs[-1][1] if pairs else None
        if _is_rest(key, value) and isinstance(before, ScalarNode) and _INT.match(before.value):
            text = f"{before.value},{key.value}"
            whole = ScalarNode(_TAG + "str", text, before.start_mark, key.end_mark)
            pairs[-1] = (pairs[-1][0], whole)
        else:
            pairs.append((key, value))
    return pairs


def _is_rest(key: Node, value: Node) -> bool:
    """Whether a key without colon and value goes on with a number, perhaps up to its unit."""
    bare = isinstance(value, ScalarNode) and value.value == "" and value.style is None
    return bare and isinstance(key, ScalarNode) and bool(_REST.match(str(key.value)))


def _tag(tag: str) -> str:
    return plain_text(tag.replace(_TAG, "!!"))
