"""What circles were granted, what moved between them, and what is noted and paid against it."""
