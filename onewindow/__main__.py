"""``python -m onewindow`` and the command ``onewindow``: Ctrl-C is answered before all else."""

from onewindow.interrupts import answer_interrupts


def main() -> None:
    """Entry point of the command ``onewindow``."""
    answer_interrupts()
    from onewindow.cli import app

    app()


if __name__ == "__main__":
    main()
