"""What happens to every request, one concern a file."""
