"""Ctrl-C while something is compiled ends as Ctrl-C, whatever becomes of it on the way."""

import signal
from contextlib import suppress

import pytest

from scenarios.compiled_folder import hearing_ctrl_c


def heard(work):
    with hearing_ctrl_c():
        work()


def swallowed():
    """As code called back from C does."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def stumbled():
    swallowed()
    raise RuntimeError("no compiled object yet")


@pytest.mark.parametrize("work", [swallowed, stumbled])
def test_an_interrupt_is_never_lost(work):
    with pytest.raises(KeyboardInterrupt):
        heard(work)


def test_an_error_without_an_interrupt_stays_what_it_is():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError):
        heard(lambda: 1 / 0)
    assert signal.getsignal(signal.SIGINT) is before
