"""What the benchmarks use of Ciw, which has no types of its own."""

from typing import Any

from ciw import dists as dists

Simulation: Any
create_network: Any
