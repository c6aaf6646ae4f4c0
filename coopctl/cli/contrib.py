"""coopctl contrib: what I did. No verb here approves or rejects, and none ever will."""

VERBS = (
    "board_add.add",
    "board_lines.list_",
    "board_lines.show",
    "board_lines.edit",
    "board_lines.remove",
    "board_import.import_",
    "board_mirror.mirror",
)
