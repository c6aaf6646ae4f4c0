"""Two people's work brought together by id: pure, and part of the format (``Coop-Merge: 1`` names it)."""
