"""What a forge is given so that a proposal is read by others before it counts: pure text, made of the ledger."""
