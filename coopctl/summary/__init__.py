"""What is told of a span of days to those outside: facts in words, and no figure that fewer than five people make."""
