"""The doorstep: a ledger comes in from git as a Snapshot, and an Edit goes back as one commit.

``repo`` opens a ledger, ``start`` makes one, ``memory`` is the same in a dict, ``history`` reads the past,
``private`` keeps what must not be shared.
"""
