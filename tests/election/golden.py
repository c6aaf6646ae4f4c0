"""Elections as they are, each told in a few lines: what each must come to."""

from __future__ import annotations

FRAME = """\
- {{at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24{more},
   electorate: [ana, bob, cleo, dino], facilitator: eve, present: {present}}}
"""
BALLOTS = """\
- at: 2026-10-15
  by: noemie
  kind: ballots
  ballots:
  - {{voter: ana, nominee: {0}, given: "hmac:01"}}
  - {{voter: bob, nominee: {1}, given: "hmac:02"}}
  - {{voter: cleo, nominee: {2}, given: "hmac:03"}}
"""


def framed(more: str = "", present: str = "[ana, bob, cleo]") -> str:
    """A framing."""
    return FRAME.format(more=more, present=present)


def named(*names: str) -> str:
    """The ballots of ana, bob and cleo."""
    return BALLOTS.format(*names)


def event(kind: str, more: str = "", day: str = "2026-10-15") -> str:
    """An event on one line."""
    return f"- {{at: {day}, by: noemie, kind: {kind}{', ' if more else ''}{more}}}\n"


CHANGE = event("change")
ALL = event("consent", "members: [ana, bob, cleo]")


def proposed(name: str) -> str:
    """A proposal."""
    return event("proposal", f"member: {name}, reason: Pour le rôle")


def ended(name: str, until: str = "2028-10-31") -> str:
    """Yes, then the mandate."""
    yes = event("acceptance", f"member: {name}, answer: accepted")
    return yes + event("mandate", f"member: {name}, since: 2026-11-01, until: {until}")


SHORTER = (
    event("consent", "members: [ana, bob]")
    + event("objection", "objection: o1, member: cleo, text: Deux ans sont longs")
    + event("resolution", "objection: o1, ending: integrated, amendment: {how: shorter-term, term_months: 12}")
)
SLATE = """\
- at: 2026-10-15
  by: noemie
  kind: ballots
  ballots:
  - {voter: ana, nominees: [ana, bob], withheld: true}
  - {voter: bob, nominees: [bob, cleo], withheld: true}
  - {voter: cleo, nominees: [bob, cleo], withheld: true}
"""

GOLDEN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "clean": (framed() + named("bob", "bob", "bob") + CHANGE + proposed("bob") + ALL + ended("bob"),
              "designated", ("bob",)),
    "tie": (framed() + named("bob", "cleo", "ana") + CHANGE + proposed("cleo") + ALL + ended("cleo"),
            "designated", ("cleo",)),
    "not the top of the tally": (framed() + named("bob", "bob", "ana") + CHANGE + proposed("ana") + ALL + ended("ana"),
                                 "designated", ("ana",)),
    "an objection integrated by a shorter term": (
        framed() + named("bob", "bob", "ana") + CHANGE + proposed("bob") + SHORTER + ALL + ended("bob", "2027-10-31"),
        "designated", ("bob",)),
    "a refusal, then a second proposal": (
        framed() + named("bob", "bob", "ana") + CHANGE + proposed("bob") + ALL
        + event("acceptance", "member: bob, answer: declined") + proposed("ana") + ALL + ended("ana"),
        "designated", ("ana",)),
    "nobody willing": (
        framed() + named("bob", "bob", "bob") + CHANGE + proposed("bob") + ALL
        + event("acceptance", "member: bob, answer: declined") + event("no-result", "why: À revoir, next: amend-role"),
        "no-result", ()),
    "two seats, staggered": (
        framed(", seats: 2") + named("bob", "bob", "ana") + CHANGE + proposed("bob") + ALL + ended("bob")
        + named("ana", "cleo", "cleo") + CHANGE + proposed("cleo") + ALL + ended("cleo", "2027-10-31"),
        "designated", ("bob", "cleo")),
    "a group": (
        framed(", seats: 2, rules: {several_seats: slate}") + SLATE + CHANGE
        + event("proposal", "members: [bob, cleo], reason: Ils se complètent") + ALL
        + event("acceptance", "member: bob, answer: accepted") + ended("cleo")
        + event("mandate", "member: bob, since: 2026-11-01, until: 2028-10-31"),
        "designated", ("cleo", "bob")),
    "an absent nominee who accepts later": (
        framed() + named("dino", "dino", "ana") + CHANGE + proposed("dino") + ALL
        + event("acceptance", "member: dino, answer: later, until: 2026-10-29")
        + event("acceptance", "member: dino, answer: accepted", "2026-10-27")
        + event("mandate", "member: dino, since: 2026-11-01, until: 2028-10-31", "2026-10-27"),
        "designated", ("dino",)),
    "abandoned": (framed() + named("bob", "bob", "ana") + event("suspension", "until: 2026-10-22")
                  + event("cancellation", "why: Le cercle est dissous", "2026-10-30"), "cancelled", ()),
    "awaits the assembly": (
        framed(", assembly: true") + named("bob", "bob", "ana") + CHANGE + proposed("bob") + ALL + ended("bob"),
        "designated", ("bob",)),
    "suspended during the round, taken up with others": (
        framed() + named("bob", "bob", "ana") + CHANGE + proposed("bob") + event("consent", "members: [ana, bob]")
        + event("suspension") + event("resumption", "present: [ana, bob, dino], absent: [cleo]", "2026-10-22")
        + event("consent", "members: [ana, bob, dino]", "2026-10-22")
        + ended("bob").replace("2026-10-15", "2026-10-22"),
        "designated", ("bob",)),
    "remote and sealed": (
        framed(", sealed: true, remote: [ana, bob, cleo], rules: {silence: no-objection}, times: {ballots: {closes: "
               "2026-10-15}, reveal: {opens: 2026-10-16}, objections: {closes: 2026-10-20}}")
        + named("bob", "bob", "ana").replace("2026-10-15", "2026-10-16").replace('"}', '", sealed: "hmac-sha256:00"}')
        + event("change", day="2026-10-16") + proposed("bob").replace("2026-10-15", "2026-10-16")
        + event("consent", "members: [ana, bob]", "2026-10-18")
        + event("consent", "members: [cleo], silent: true", "2026-10-20")
        + ended("bob").replace("2026-10-15", "2026-10-20"),
        "designated", ("bob",)),
    "counted only": (
        framed(", level: outcome") + event("ballots", "counted: 3") + event("change", "counted: 0") + event("proposal")
        + event("consent", "counted: 2") + event("objection", "objection: o1")
        + event("resolution", "objection: o1, ending: withdrawn") + ended("bob"), "designated", ("bob",)),
}  # fmt: skip
"""What happens, where it ends, who is designated."""
