"""What changed between two moments, in the cooperative's words: records, never YAML."""
