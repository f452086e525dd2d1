"""The commands, a module each; what is slow to load they load when they run."""
