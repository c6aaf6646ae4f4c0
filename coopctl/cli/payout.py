"""coopctl payout: what is due to each for a period."""

VERBS = (
    "payout_close.preview",
    "payout_close.close",
    "payout_close.show",
    "payout_proof.verify",
    "payout_explain.explain",
    "payout_statement.statement",
)
