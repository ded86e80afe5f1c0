"""The engine: documents in, pain points out.

Pure functions only: no I/O beyond loading weights that ship with the code, no settings, no clock, no unseeded random.
`pipeline.analyse` holds the stages in order; start reading there.
"""
