"""Everything on one machine: the embedded broker, the API and a worker, started, watched and stopped together."""
