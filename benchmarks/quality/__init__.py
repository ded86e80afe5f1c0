"""How well the engine groups, and detects, beside what else there is."""
