"""coop.yaml: who the cooperative is and the rules it has given itself, each with its date."""

from __future__ import annotations

from typing import Literal

from coopctl.records.base import (
    Cents,
    Flag,
    Format,
    Hours,
    Number,
    Rate,
    Record,
    Slug,
    When,
    Whole,
    Words,
    Year,
    about,
    many,
    maybe,
)


class RateCap(Record):
    """The most a member may grant themself for an hour, from a day on."""

    since: When = about("First day of this cap; the oldest one holds before it too")
    cap: Rate = about("The most per hour, in the ledger's currency")


class Contributions(Record):
    """How the contribution board is paid."""

    period: Literal["month", "quarter"] = maybe("What one payout covers: month or quarter", "month")
    shortage: Literal["talk"] = maybe("What happens when more is noted than granted: talk first", "talk")


class Stipends(Record):
    """How a stipend tied to a mandate is counted when the mandate does not cover the whole month."""

    prorata: Literal["days", "months"] = maybe(
        "days: by calendar days; months: the whole month for who holds the role on its first day", "days"
    )


class Minimum(Record):
    """The least activity a status asks for, from a day on."""

    since: When = about("First day of this minimum")
    monthly: Cents = about("The least in a month, gross")
    hours: Hours | None = maybe("How many hours at the minimum wage that is said to be")


class StatusKind(Record):
    """A status people have in this cooperative (CAPE, ESA, support team…)."""

    status: Slug = about("Short name used in members' files")
    title: Words = about("Name shown to people")
    paid: Flag = maybe("false: contributions are noted but not paid this way (support team)", True)
    contract: Literal["cape", "cesa", "staff"] | None = maybe(
        "What it is in law: cape, cesa (entrepreneur under contract), or staff (the support team)"
    )
    referent: Flag = maybe("true: whoever has it is accompanied by a referent", False)
    follow_up_months: Whole | None = maybe("Months from one follow-up to the next")
    outlook_months: Whole | None = maybe("Months of activity one needs to have in sight to take it")
    minimum: tuple[Minimum, ...] = many("The least activity it asks for, each from a day on")


class Observing(Record):
    """How one gets to know a circle before joining it by commitment."""

    since: When = about("First day of this rule; whoever joined before it is not concerned")
    meetings: Whole = about("How many meetings one sits in on first")


class LegalValue(Record):
    """A value of the law as this cooperative reads it, instead of the one coopctl comes with."""

    value: Slug = about("Name of the value: cape-months, partners-most, smic-hour…")
    since: When = about("First day it holds")
    number: Number = about("The value")
    source: Words = about("The text that says so")


class Milestone(Record):
    """Something that happened to the cooperative, in words, with its day or its months."""

    date: When = about("Day or month it happened, or began")
    until: When | None = maybe("Last day or month, where it lasted")
    what: Words = about("What happened")
    members: Whole | None = maybe("How many members there are said to have been then")


class Mediations(Record):
    """How many times a mediator was called in a year. The ledger knows nothing else about them."""

    year: Year = about("The year")
    count: Whole = about("How many")


class SupportTeam(Record):
    """How many full-time posts the support team makes up, from a day on."""

    since: When = about("First day")
    full_time: Number = about("Full-time equivalent, with at most two decimals: 2.4")


class Approval(Record):
    """Who must agree to a change of a rule of all. What is changed is judged by what stood before."""

    of: Literal["caps", "eligibility", "dues", "approvals", "keys", "signed", "rules"] = about(
        "What is changed: caps, eligibility, dues, approvals, keys, signed, or rules (all else in this file)"
    )
    by: tuple[Slug, ...] = many("The bodies, circles or members that decide on it")
    least: Whole = maybe("How many of them must agree, unless they decided it together", 1)


class Charter(Record):
    """The cooperative: its name, its language, and the rules it has given itself."""

    format: Format = about("Format of the ledger: 1")
    name: Words = about("Name of the cooperative")
    slug: Slug = about("Short name, used in the identities of the clones")
    language: Literal["fr", "en"] = maybe("Language of the ledger: fr or en", "fr")
    currency: Literal["EUR"] = maybe("Currency of every amount", "EUR")
    rate_caps: tuple[RateCap, ...] = many("Caps of the hourly rate, each from a day on")
    contributions: Contributions = maybe("How the contribution board is paid", Contributions.model_construct())
    stipends: Stipends = maybe("How stipends are counted", Stipends.model_construct())
    statuses: tuple[StatusKind, ...] = many("The statuses members may have")
    law: Literal["fr-cae", "fr-scop", "none"] | None = maybe(
        "Which legal values apply: fr-cae, fr-scop, or none (another country, an association)"
    )
    legal_form: Literal["sarl", "sa", "sas", "association", "other"] | None = maybe("Legal form of the cooperative")
    legal_values: tuple[LegalValue, ...] = many(
        "Legal values that this cooperative reads otherwise, each with its text"
    )
    introduced_since: When | None = maybe("From that day on whoever comes in is introduced by a member")
    observing: Observing | None = maybe("Meetings one sits in on before joining a circle by commitment")
    accompaniment: Slug | None = maybe("The circle that accompanies people: it sees when follow-ups are due")
    most_stipend: Cents | None = maybe("The most a monthly stipend may be (a warning above it)")
    milestones: tuple[Milestone, ...] = many("What happened to the cooperative, in a few dates")
    support_team: tuple[SupportTeam, ...] = many("Full-time posts of the support team, each from a day on")
    mediations: tuple[Mediations, ...] = many("Mediations in each year: how many, and nothing else")
    approvals: tuple[Approval, ...] = many(
        "Who must agree to a change of a rule of all; nothing: the co-management or the body of orientation"
    )
    signed: Flag = maybe("true: every entry is signed by a key of a member; the history is judged by it", False)
    readers: Literal["cooperative", "public"] = maybe("Who may read the ledger", "cooperative")
