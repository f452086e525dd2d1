"""Tables in the terminal that stay readable where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_NAME_WORD = 12
"""Width into which names of rows may be broken where they have no blanks."""
_HEAD_WORD = 12
"""Width into which heads over their cells may be broken."""
_HEAD_WIDTH = 24
"""Greatest width of heads that stand to the left of their cells."""


@dataclass
class Grid:
    """Names to the left and cells beside them; below them, each with its head, if there is no room.

    Only names are ever broken: a number or a verdict stands whole.
    """

    heads: tuple[str, ...]
    """Of the names, then of each column of cells."""
    words: tuple[str, ...] = ()
    """Heads of columns that hold words, not numbers."""
    lines: bool = False
    """Draw a line below each row."""
    rows: list[tuple[str, tuple[Text, ...]]] = field(default_factory=list)

    def section(self, title: str) -> None:
        """A title over the rows that follow."""
        self.rows.append((title, ()))

    def row(self, name: str, *cells: Text | str) -> None:
        """A name and its cells."""
        self.rows.append((name, tuple(Text(c) if isinstance(c, str) else c for c in cells)))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Beside each other where it fits, if need be in more lines; else below each other."""
        rows = [(name, tuple(_higher(cell) for cell in cells)) for name, cells in self.rows]
        roomy, tight = (self, 1, options.max_width), (self, 0, _HEAD_WORD)
        for grid, gap, head_width in (roomy, tight, (replace(self, rows=rows), 0, _HEAD_WORD)):
            widths = [grid._width(k, head_width) for k in range(len(self.heads) - 1)]
            # A blank between columns and at both edges is the box's own.
            blanks = len(self.heads) + 1 + gap * len(widths)
            if self._least_name() + sum(widths) + blanks <= options.max_width:
                room = options.max_width - sum(widths) - blanks
                yield from grid._beside([min(grid._most_name(), room), *widths], gap)
                return
        yield from self._below()

    @property
    def _indent(self) -> int:
        """How far names stand in under their sections."""
        return 0 if all(cells for _, cells in self.rows) else 2

    def _most_name(self) -> int:
        names = [self._indent + Text(name).cell_len for name, cells in self.rows if cells]
        return max(Text(self.heads[0]).cell_len, *names, 0)

    def _least_name(self) -> int:
        words = (Text(word).cell_len for name, c in self.rows if c for word in name.split())
        return min(_NAME_WORD, max(words, default=0)) + self._indent

    def _width(self, column: int, head_width: int) -> int:
        """Width of a column in which no cell is broken, and its head only into pieces so wide."""
        cells = (cells[column] for _, cells in self.rows if column < len(cells))
        lines = [line.cell_len for cell in cells for line in cell.split("\n")]
        return max(min(Text(self.heads[column + 1]).cell_len, head_width), *lines, 0)

    def _beside(self, widths: Sequence[int], gap: int) -> RenderResult:
        """A table below each section's title, which has the whole width; heads at the top alone."""
        parts: list[Table | Text] = [table := self._columns(widths, gap, has_heads=True)]
        for name, cells in self.rows:
            if cells:
                table.add_row(Padding(Text(name), (0, 0, 0, self._indent)), *cells)
            else:
                table = self._columns(widths, gap, has_heads=False)
                parts += [Text(name, style="bold"), table]
        yield Text()
        for part in parts:
            yield Padding(part, (0, 0, 0, 1), expand=False)
        yield Text()

    def _columns(self, widths: Sequence[int], gap: int, *, has_heads: bool) -> Table:
        """A table without rows; all of one grid stand in line."""
        table = Table(
            box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, gap, 0, 0), show_lines=self.lines,
            show_header=has_heads, show_edge=False,
        )  # fmt: skip
        for k, (head, width) in enumerate(zip(self.heads, widths, strict=True)):
            side: Literal["left", "right"] = "left" if k == 0 or head in self.words else "right"
            table.add_column(head, justify=side, width=width, overflow="fold")
        return table

    def _below(self) -> RenderResult:
        for name, cells in self.rows:
            if not cells:
                yield Text(name, style="bold")
                continue
            yield Padding(Text(name), (0, 0, 0, self._indent), expand=False)
            yield Padding(self._listed(cells), (0, 0, 0, self._indent + 2), expand=False)
        yield Text()

    def _listed(self, cells: Sequence[Text]) -> Table:
        """Cells below each other, each in a line after its head; empty ones are left out."""
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(max_width=_HEAD_WIDTH, style="dim", overflow="fold")
        table.add_column(overflow="fold")
        for head, cell in zip(self.heads[1:], cells, strict=False):
            if cell.plain.strip():
                between = " " if head in self.words else "  "
                table.add_row(head, Text(between).join(cell.split("\n")))
        return table


def _higher(cell: Text) -> Text:
    """The cell with what stands in brackets on a line of its own."""
    return Text("\n(").join(cell.split(" ("))
