"""coopctl member: members, how they come in, who accompanies them, how they leave."""

VERBS = (
    "member_list.list_",
    "member_list.show",
    "member_list.find",
    "member_with.welcome",
    "member_add.add",
    "member_add.status",
    "member_add.edit",
    "member_with.referent",
    "member_with.follow_up",
    "member_leave.leave",
    "member_leave.rename",
    "member_leave.forget",
)
