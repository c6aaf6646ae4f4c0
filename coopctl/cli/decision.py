"""coopctl decision: what circles decide, by consent or otherwise."""

VERBS = (
    "decision_seen.list_",
    "decision_seen.show",
    "decision_made.propose",
    "decision_made.amend",
    "decision_made.round_",
    "decision_made.object_",
    "decision_made.resolve",
    "decision_made.adopt",
    "decision_after.end",
    "decision_after.review",
    "decision_after.take_up",
    "decision_after.correct",
    "decision_seen.stats",
)
