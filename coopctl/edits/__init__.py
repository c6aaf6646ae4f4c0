"""A wish and a ledger give an Edit, or the findings that forbid it. Pure: nothing is written here."""
