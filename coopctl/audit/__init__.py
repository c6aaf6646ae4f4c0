"""What must hold of a ledger's history: every entry judged by the ones it comes from. Facts in, findings out."""
