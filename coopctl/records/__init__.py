"""The nouns of the ledger: one frozen model per kind of file; its docstring defines the word."""
