"""YAML text and trees, both ways: strict reading, canonical writing, edits that change one line."""
