"""Where posts and comments come from: one protocol (`sources.types.Source`), one module for each kind."""
