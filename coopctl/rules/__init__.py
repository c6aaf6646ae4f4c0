"""What a sound ledger is: a rule is one function, and its docstring is its manual page."""
