"""A stand-in for the archive's API on loopback, with faults on demand: `python -m tests.fake_arctic_shift`."""
