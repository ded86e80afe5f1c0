"""What leaves the building: the results of a scan as a file, written piece by piece, in one of five formats."""
