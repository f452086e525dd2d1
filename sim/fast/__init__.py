"""The compiled engine's parts: flat tables, and functions on them that numba compiles."""
