"""What responses hold. Times are RFC 3339 in UTC; `next` is a relative address, or null on the last page."""
