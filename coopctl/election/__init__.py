"""The election without candidates: the rules as data, and what a record of events comes to. All of it pure."""
