"""The library: cases from practice, baselines with redesigns and the source of each number."""
