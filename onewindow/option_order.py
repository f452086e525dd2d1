"""Options of a command that stand before it, as in ``onewindow --lang zh demo``, put behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def command_first(
    args: Sequence[str], own: Collection[str], with_value: Collection[str]
) -> list[str]:
    """The arguments with the command before its options.

    Parameters
    ----------
    args
        The command line.
    own
        Options that belong before the command.
    with_value
        Options of commands after which a value stands.
    """
    kept: list[str] = []
    moved: list[str] = []
    left = iter(args)
    for argument in left:
        if not argument.startswith("-"):
            return [*kept, argument, *moved, *left]
        place = kept if argument in own else moved
        place.append(argument)
        if argument in with_value and (value := next(left, None)) is not None:
            place.append(value)
    return list(args)
