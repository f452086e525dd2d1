"""``python -m onewindow`` is the command line."""

from onewindow.cli import main

if __name__ == "__main__":
    main()
