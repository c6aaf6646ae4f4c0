"""The cooperative as a whole: how many people, where, in what; how it meets; what happened to it."""
