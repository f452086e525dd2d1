"""Write docs/model.md and docs/scenario.md, the reference of the file formats, from the schemas.

Run it from the root of the project: python docs/write_reference.py
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scenarios.json_schema import model_schema
from scenarios.redesign.scenario import scenario_schema
from scenarios.units import time_text
from scenarios.yaml_text import parse_yaml

Node = dict[str, Any]
PAGE = Path(__file__).with_name("model.md")
HEAD = """# Model files

<!-- Written by docs/write_reference.py from the JSON Schema: correct the docstrings, not this. -->

A model is one YAML 1.2 file. `onewindow check FILE` lists everything that is wrong with it, with
lines; `onewindow schema > model.schema.json` gives editors the same rules.

- **Time** needs a unit: `6 min`, `30 s`, `2 h`, `1 day`, `1 week`, in Chinese too (`6 分钟`).
  Where the kind below is *time*, `5 workdays` (or `5 工作日`) counts open time of a calendar; a
  *duration* cannot be in workdays.
- **Clock times** are `"08:30"`, **spans** `"09:00-17:00"`; one may end on the next day, as
  `"20:00-02:00"` does.
- **Days** are `mon-fri`, `sat, sun`, `daily`, `workdays` or `weekend`; in Chinese
  `周一至周五`, `周六、周日`, `每天`, `工作日` or `周末`.
- **Text for people** is one string, or `{zh: 社保局, en: Social security office}`.
- **Names** of services, pools, activities, ... are the keys of maps, and their order counts: it
  decides ties between pools, and the numbering of cases that come at the same instant.
- **Calls.** A service is telephone calls when each line in which the applicant waits has a target
  of a service level within two minutes at most, or a number of telephone `lines`. Its numbers have
  the words of a hotline (服务水平, 接通率, ASA), all others and totals over both those of a hall.
- **Provenance** says where numbers come from: `measured`, `published` or `assumed`, or a section
  with a source. It holds for everything inside the section, unless something inside says its own.
- A distribution that is one bare time is constant: `service_time: 6 min`.
"""
DISTRIBUTIONS = """## Distributions

A time that varies from case to case is one of the sections that follow, told apart by the key
`distribution`: `{distribution: gamma, mean: 6 min, cv: 0.7}`. All times of one distribution have
the same kind of unit.
"""
SCENARIO_PAGE = PAGE.with_name("scenario.md")
SCENARIO_HEAD = """# Scenario files

<!-- Written by docs/write_reference.py from the JSON Schema: correct the docstrings, not this. -->

A scenario (场景) is a baseline, which is a [model file](model.md) or a case of the library
(`baseline: social_security`; `onewindow packs` lists them), and a list of redesign steps. Each
step is an operator (改造算子) with its fields. `onewindow check FILE` says what each step changes,
or everything that is wrong, with lines; `onewindow compare FILE` simulates before and after on
the same people; `onewindow schema --scenario > scenario.schema.json` gives editors the rules.

{example}
A longer one, with published figures to stand beside the simulated, is
[one_window.yaml](../scenarios/library/social_security/one_window.yaml) of the library.

- **Nothing here says how it turns out.** A step says what is done differently and what that
  costs; waits and visits come out of the simulation.
- **Order matters.** Each step sees the model that the one before it made. After `one_window`
  the old windows are gone: a step that names one of them is refused, with the names that there
  are now. Data shared before the windows are joined leaves fewer parts to join.
- **Pilot (试点).** Any step with `pilot: 0.3` is tried on that share of the cases, while the
  others go as before at the same windows. Changes that all cases share (seats, hours,
  calendars) cannot be tried on some of them, and say so. What a step costs once or a year is
  paid in full.
- **Names** are those of the model. Its titles stand for them, in Chinese or in English
  (`pool: 窗口`), where no other has the same.
- **All services**, unless a step has `services` or `service` and names some. Factors on an
  activity's time and on rework hold wherever it is done.
- **The same people.** Every case keeps the random numbers that it had, so differences between
  before and after are the redesign's.
- **Work taken from a log** cannot be made shorter or steadier: fit a distribution in the
  baseline first. Merging, removing and reordering steps works on logs too.
- **Cases open at the beginning** (`open_cases`) follow their step: into the visit that it
  became part of, or to the next step that is left.
- **Numbers say where they come from:** a step without `provenance` has the scenario's.
- **Mistakes in the file** are told all at once. Whether a step fits its model is known only when
  the steps before it have been applied: of steps that do not fit the first is told, and those
  after it have not been looked at.
- **A warning, no error:** a step or a factor that changes nothing, seats beyond the staff ever
  on duty, a `time_factor` of `one_window` where nothing is joined, and a `staff_cost` chosen from
  several.
"""
STEPS = """# The operators

Heuristics are named as by Reijers & Liman Mansar (2005). Every step can also have what stands under
[Every step](#every-step).

| operator | 中文 | in short |
|---|---|---|
{rows}

## Every step

{common}
"""
COMMON = ("provenance", "one_off_cost", "yearly_cost", "pilot")
"""Fields that every step has."""
EXAMPLE = PAGE.parents[1] / "examples" / "first" / "no_copies.yaml"
EXAMPLES = PAGE.with_name("example_steps.yaml")


def page() -> str:
    """The whole page."""
    schema = model_schema()
    sections = dict(_reached(schema, schema))
    parts = [HEAD, _section("The model", schema)]
    for name, node in sections.items():
        if name == "Constant":
            parts.append(DISTRIBUTIONS)
        parts.append(_section(_title(name), node))
    return "\n".join(parts)


def scenario_page() -> str:
    """The page of scenario files and operators."""
    schema = scenario_schema()
    known = dict(_reached(model_schema(), model_schema()))
    sections = {n: node for n, node in _reached(schema, schema) if n not in known}
    steps = {
        str(node["properties"]["operator"]["const"]): node
        for node in sections.values()
        if "operator" in node["properties"]
    }
    others = {n: s for n, s in sections.items() if "operator" not in s["properties"]}
    properties = next(iter(steps.values()))["properties"]
    common = {"properties": {key: properties[key] for key in COMMON}}
    text = EXAMPLE.read_text(encoding="utf-8")
    head = SCENARIO_HEAD.replace("{example}", f"```yaml\n{text}```\n")
    rows = "\n".join(
        f"| [`{name}`](#{name}) | {_chinese(node)} | {_help(node['properties']['operator'])} |"
        for name, node in steps.items()
    )
    parts = [head, _section("The scenario", schema)]
    parts += [_section(_title(name), node) for name, node in others.items()]
    parts.append(STEPS.format(rows=rows, common="\n".join(_table(common))))
    parts += [_step(name, node) for name, node in steps.items()]
    here = {_title(name).lower().replace(" ", "-") for name in others}
    here |= {"every-step", "the-operators", *steps}
    return re.sub(
        r"\]\(#([\w-]+)\)",
        lambda link: link[0] if link[1] in here else f"](model.md#{link[1]})",
        "\n".join(parts),
    )


def _step(name: str, node: Node) -> str:
    """The section of an operator: its names, what it does, its fields, an example."""
    about = str(node["description"]).replace("``", "`")
    example = parse_yaml(EXAMPLES.read_text(encoding="utf-8")).data[name]
    own = {k: v for k, v in node["properties"].items() if k not in (*COMMON, "operator")}
    fields = {**node, "properties": own}
    lines = [f"## {name}", "", about, "", *(_table(fields) if own else [])]
    return "\n".join([*lines, "", "```yaml", *_wrapped(example), "```", ""])


def _wrapped(example: str) -> list[str]:
    """A step as an item of a list, at most 96 letters to a line."""
    first, *more = textwrap.wrap(example, 94, break_long_words=False, break_on_hyphens=False)
    return [f"- {first}", *(f"   {line}" for line in more)]


def _chinese(node: Node) -> str:
    """The Chinese names of an operator, from the first line of its docstring."""
    names = re.findall(r"\(([^()]+)\)\.?$", str(node["description"]).split("\n\n")[0])
    return str(names[-1]) if names else ""


def _reached(node: Any, schema: Node, seen: set[str] | None = None) -> Iterator[tuple[str, Node]]:
    """Sections in the order in which a reader meets them, level by level."""
    seen = set() if seen is None else seen
    level = [node]
    while level:
        below: list[Node] = []
        for one in level:
            for name in _references(one):
                if name not in seen:
                    seen.add(name)
                    found = schema["$defs"][name]
                    below.append(found)
                    if name != "TextPair":
                        yield name, found
        level = below


def _references(node: Any, inside: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rsplit("/", 1)[-1]
        for key, value in node.items():
            if key not in ("$defs", "discriminator"):
                yield from _references(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value, inside)


def _section(title: str, node: Node) -> str:
    about = str(node.get("description", "")).replace("``", "`")
    return "\n".join([f"## {title}", "", about, "", *_table(node), ""])


def _table(node: Node) -> list[str]:
    """The keys of a section, a row each."""
    lines = ["| key | kind | when left out | what it says |", "|---|---|---|---|"]
    required = node.get("required", [])
    keys = sorted(node["properties"], key=lambda key: key == "provenance")
    for key in keys:
        value = node["properties"][key]
        default = "*needed*" if key in required else _default(value)
        lines.append(f"| `{key}` | {_kind(value)} | {default} | {_help(value)} |")
    return lines


def _title(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _anchor(name: str) -> str:
    return f"[{_title(name).lower()}](#{_title(name).lower().replace(' ', '-')})"


def _help(node: Node) -> str:
    text = " ".join(str(node.get("description", "")).split())
    return text.replace("``", "`").replace("|", "\\|")


def _default(node: Node) -> str:
    value = node.get("default")
    if value in (None, [], {}, "", {"zh": "", "en": ""}):
        return ""
    if isinstance(value, float) and "duration" in _kind(node):
        return f"`{time_text(value)}`"
    if isinstance(value, float) and "clock" in _kind(node):
        return f"`{int(value // 3600):02d}:{int(value % 3600 // 60):02d}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _kind(node: Node) -> str:
    """What kind of value a key takes, in words."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        return "text for people" if name == "TextPair" else _anchor(name)
    members = node.get("anyOf") or node.get("oneOf")
    if members:
        return _union([m for m in members if m.get("type") != "null"])
    if "const" in node:
        return f"`{node['const']}`"
    if "enum" in node:
        return " or ".join(f"`{value}`" for value in node["enum"])
    if "examples" in node:
        return _quantity(node["examples"])
    if node.get("type") == "array":
        if "prefixItems" in node:
            return "list of " + _kind(node["prefixItems"][0])
        return "list of " + _kind(node.get("items", {}))
    if node.get("type") == "object":
        return "map of names to " + _kind(node.get("additionalProperties", {}))
    kinds = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "yes or no",
    }
    word = "date" if node.get("format") == "date" else kinds.get(str(node.get("type")), "value")
    return word + _bounds(node)


def _union(members: list[Node]) -> str:
    refs = [m["$ref"].rsplit("/", 1)[-1] for m in members if "$ref" in m]
    if "OneWindow" in refs:
        return "[operators](#the-operators)"
    if "Gamma" in refs:
        more = " or [sum of](#sum-of)" if "SumOf" in refs else ""
        return "[distribution](#distributions)" + more
    if "ProvenanceNote" in refs:
        return _anchor("ProvenanceNote")
    if "TextPair" in refs:
        return "text for people"
    return " or ".join(dict.fromkeys(map(_kind, members)))


def _quantity(examples: list[str]) -> str:
    if "5 workdays" in examples:
        return "time"
    if "08:30" in examples:
        return "clock time"
    return "span" if any(re.match(r"\d+:\d+-", e) for e in examples) else "duration"


def _bounds(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if "exclusiveMinimum" in node:
        return f" above {node['exclusiveMinimum']:g}"
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    return f" of at least {low:g}" if low is not None else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCENARIO_PAGE.write_text(scenario_page(), encoding="utf-8")
