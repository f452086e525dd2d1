"""How fast it is, beside others and beside itself."""
