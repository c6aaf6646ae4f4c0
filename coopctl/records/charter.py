"""coop.yaml: who the cooperative is and the rules it has given itself, each with its date."""

from __future__ import annotations

from typing import Literal

from coopctl.records.base import Cents, Flag, Format, Rate, Record, Slug, When, Words, about, many, maybe


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


class StatusKind(Record):
    """A status people have in this cooperative (CAPE, ESA, support team…)."""

    status: Slug = about("Short name used in members' files")
    title: Words = about("Name shown to people")
    paid: Flag = maybe("false: contributions are noted but not paid this way (support team)", True)


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
    most_stipend: Cents | None = maybe("The most a monthly stipend may be (a warning above it)")
    readers: Literal["cooperative", "public"] = maybe("Who may read the ledger", "cooperative")
