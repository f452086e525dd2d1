"""Makes this the package tests: an installed one of that name, as Ciw has, would hide it."""
