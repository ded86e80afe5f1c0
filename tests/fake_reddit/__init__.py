"""A server that speaks as much of Reddit's API as the live source uses, with each fault on demand. Loopback only."""
