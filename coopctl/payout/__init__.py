"""What each member is due: computed, frozen, verified and explained, as pure functions of the ledger's facts."""
