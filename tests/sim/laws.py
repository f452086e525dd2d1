"""What must hold of every log, gathered."""

from __future__ import annotations

from tests.sim import laws_of_ends, laws_of_flows, laws_of_lines, laws_of_patience, laws_of_staff

LAWS = (
    *laws_of_ends.LAWS,
    *laws_of_staff.LAWS,
    *laws_of_lines.LAWS,
    *laws_of_patience.LAWS,
    *laws_of_flows.LAWS,
)
