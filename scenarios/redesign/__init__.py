"""How a model is changed on purpose: operators, scenarios, and the trace of what changed."""
