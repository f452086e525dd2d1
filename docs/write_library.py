"""Write docs/library.md: every case of the library, published beside simulated, with intervals.

What is published about a case stands beside the simulation in the case's own page too, between the
two lines MARKS.

Run it from the root of the project: python docs/write_library.py (or make library). It takes a few
minutes without the compiled engine.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from onewindow.reporting import report_data
from onewindow.study import run_study
from onewindow.subjects import study_of
from plots.language import LANGS
from plots.report_data import ReportData
from plots.report_words import further_findings
from plots.result_tables import key_table
from plots.source_tables import published_table
from plots.tables import Cell, Table
from scenarios.library.packs import Pack, load_pack, pack_names

PAGE = Path(__file__).with_name("library.md")
REPLICATIONS, SEED = 30, 1
MARKS = (
    "<!-- 以下表格由 docs/write_library.py 写成 · written by docs/write_library.py -->",
    "<!-- 表格止 · end of the tables -->",
)
HEAD = """# The library · 案例库

<!-- Written by docs/write_library.py: change the cases, not this page. Made of: {made_of} -->

Every case with its redesigns: what was published, and what the simulation gives from {n}
replications with seed {seed}, each with its 95 % interval. Baselines are set to show the published
"before" where there is one; the "after" comes out of the redesign steps. Each case's own page has
the source of every number, and says what its steps cannot reach.

每个案例及其改造：公布的数字与仿真结果（{n} 次重复，种子 {seed}，附 95 % 区间）。
有公布值的，基线按“之前”设定；
“之后”由改造步骤算出。每个数字的出处、达不到公布值的原因，见各案例自己的说明。
"""


def made_of() -> str:
    """A mark that changes with the version and with any file of a case."""
    mark = hashlib.sha256(version("onewindow").encode())
    for name in pack_names():
        pack = load_pack(name)
        for path in (pack.baseline, *pack.scenarios):
            # Line ends are the same wherever it is checked out.
            mark.update(path.name.encode() + path.read_text(encoding="utf-8").encode())
    return mark.hexdigest()[:16]


def _cell(cell: Cell) -> str:
    text = cell.text.replace("|", "\\|")
    return f"{text}<br><small>{cell.note}</small>" if cell.note else text


def _markdown(table: Table) -> str:
    rules = [":--" if align == "left" else "--:" for align in table.aligns]
    rows = [table.header, tuple(rules), *(tuple(map(_cell, row)) for row in table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _section(pack: Pack) -> str:
    """Its section of the page; its own page is renewed as well."""
    study = study_of(pack.name)
    title = study.baseline.title
    parts = [
        f"## {title.zh} · {title.en}",
        f"`{pack.name}` · [sources · 出处](../scenarios/library/{pack.name}/README.md)",
    ]
    data = report_data(run_study(study, REPLICATIONS, SEED, None, None))
    for name, one in data.items():
        about = study.redesigns[name].title
        parts.append(f"### {about.zh} · {about.en}\n\n`{pack.name}/{name}`")
        for lang in LANGS:
            parts += _tables(published_table(one, lang), key_table(one, lang))
            parts += further_findings(one, lang)
    _renew(pack.readme, data)
    return "\n\n".join(parts)


def _renew(readme: Path, data: Mapping[str, ReportData]) -> None:
    """Put the figures published about a case and the simulated ones between the marks."""
    text = readme.read_text(encoding="utf-8")
    begin, end = MARKS
    if begin not in text:
        return
    head, _, rest = text.partition(begin)
    tables = [published_table(one, lang) for one in data.values() for lang in LANGS]
    put = [begin, *_tables(*tables), end]
    readme.write_text(head + "\n\n".join(put) + rest.partition(end)[2], encoding="utf-8")


def _tables(*tables: Table) -> list[str]:
    return [f"{table.caption}\n\n{_markdown(table)}" for table in tables if table]


def written() -> str:
    """The page."""
    head = HEAD.format(made_of=made_of(), n=REPLICATIONS, seed=SEED)
    sections = []
    for name in pack_names():
        sys.stderr.write(f"{name}\n")
        sections.append(_section(load_pack(name)))
    return "\n".join([head, *sections]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
