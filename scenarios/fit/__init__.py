"""From a log of what happened to a model of it."""
