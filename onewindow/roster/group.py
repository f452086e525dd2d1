"""The group of commands about rosters: a file alone stands for making one from it."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class RosterGroup(TyperGroup):
    """``onewindow roster FILE`` is ``onewindow roster make FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands behind ``roster``."""
        first = next((one for one in args if not one.startswith("-")), None)
        if first is not None and first not in self.commands:
            args = ["make", *args]
        return super().parse_args(ctx, args)
