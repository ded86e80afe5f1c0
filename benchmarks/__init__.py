"""What is measured, and how: `python -m benchmarks` prints the tables of BENCHMARKS.md. No timed tests."""
