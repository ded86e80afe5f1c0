"""The public archive of Reddit at arctic-shift.photon-reddit.com, read over HTTP without an account."""
