"""What surrounds every message: one concern a file."""
