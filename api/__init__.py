"""HTTP in, JSON out. Only enqueues and reads; imports nothing of the engine."""
