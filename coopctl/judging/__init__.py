"""Judging a ledger piece by piece: a member's sheets, a payout, the records of governance. Each piece is a pure
function of what it names, so that its findings can be kept under a digest of that and need not be made again."""
