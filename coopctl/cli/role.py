"""coopctl role: role sheets, and who holds them until when."""

VERBS = (
    "role_sheet.list_",
    "role_sheet.show",
    "role_sheet.add",
    "role_edit.edit",
    "role_mandate.assign",
    "role_mandate.appoint",
    "role_mandate.agree",
    "role_mandate.vacate",
    "role_mandate.decline",
    "role_held.mandates",
    "role_held.vacancies",
)
