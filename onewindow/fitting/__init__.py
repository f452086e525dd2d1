"""From a log to a model file, its judgement and its page, for every kind of log."""
