"""Patience is kept to the second, and who balks does so at once."""

from __future__ import annotations

from sim.experiment import SimResult
from tests.sim.pieces import Ticket, drawn, on_rounds, tickets, was_in_line


def _may_be_elsewhere(run: SimResult, ticket: Ticket) -> bool:
    """Taken along by a crew, or hung up for a call-back: patience runs no more."""
    return on_rounds(run, ticket.activity) or drawn(run, ticket).accepts


def _leaves_with_the_case(run: SimResult, ticket: Ticket) -> bool:
    """A branch is given up when the case gets no service in another."""
    return ticket.branch > 0 and any(
        other is not ticket
        and (other.case, other.attempt, other.gone) == (ticket.case, ticket.attempt, ticket.gone)
        and other.outcomes[-1] not in ("served", "unfinished")
        for other in tickets(run)
    )


def patience_is_kept_to_the_second(run: SimResult) -> None:
    for ticket in tickets(run):
        needs = drawn(run, ticket)
        end = max(ticket.enable, 0.0) + needs.patience
        if ticket.outcomes[-1] == "abandoned":
            gave_up = ticket.gone == end and not ticket.pieces
            never_there = needs.no_show and ticket.gone == ticket.enable
            assert gave_up or never_there or _leaves_with_the_case(run, ticket), ticket
        if not _may_be_elsewhere(run, ticket):
            waited_until = ticket.pieces[0].seize if ticket.pieces else ticket.gone
            assert waited_until <= end, ticket


def who_balks_does_so_at_once(run: SimResult) -> None:
    for ticket in tickets(run):
        balks = drawn(run, ticket).balks and not was_in_line(run, ticket)
        if ticket.outcomes[-1] == "balked":
            assert balks
            assert ticket.gone == ticket.enable
        elif balks and not _may_be_elsewhere(run, ticket):
            waited_until = ticket.pieces[0].seize if ticket.pieces else ticket.gone
            assert waited_until == ticket.enable, ticket


def who_is_not_there_is_never_served(run: SimResult) -> None:
    for ticket in tickets(run):
        if drawn(run, ticket).no_show and not was_in_line(run, ticket):
            assert not ticket.pieces, ticket
            assert ticket.gone == ticket.enable, ticket
            assert ticket.outcomes[-1] not in ("served", "balked", "callback"), ticket


LAWS = (
    patience_is_kept_to_the_second,
    who_balks_does_so_at_once,
    who_is_not_there_is_never_served,
)
