"""The verbs of the registry, split by noun."""
