"""What is due, and what is to be taken up again: one function for each source, one list of them."""
