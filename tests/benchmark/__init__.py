"""What pages cost in production: `make bench`. Nothing of it is a test."""
