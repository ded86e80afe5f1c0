"""Trains the contextual model of `pipeline/contextual.py`, in an environment of its own that has PyTorch."""
