"""Live Reddit through its official API: `source` is the main flow; only `client` and `requestor` load PRAW."""
