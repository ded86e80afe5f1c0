"""The tables, and the questions asked of them. Imports nothing else of ours; the database decides every race."""
