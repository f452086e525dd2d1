"""What we say about the world: models in YAML, redesigns, and the library of cases."""
