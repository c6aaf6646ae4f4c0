"""What an import of governance gives: people, circles, roles and who sits where, in the ledger's own names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.importing.report import Address, Remark, Trouble
from coopctl.values import When


class Known(NamedTuple):
    """What the ledger holds: names that are taken, and by what each thing was known to the source before.

    ``names``: handle → name, from the private folder; ``aliases``: handle from before → handle of now;
    ``imported``: handles that came from this source. ``circles`` and ``roles``: slug → title; ``*_ids``: the
    source's own id → slug.
    """

    handles: frozenset[str] = frozenset()
    names: Mapping[str, str] = {}
    aliases: Mapping[str, str] = {}
    imported: frozenset[str] = frozenset()
    circles: Mapping[str, str] = {}
    circle_ids: Mapping[str, str] = {}
    roles: Mapping[str, str] = {}
    role_ids: Mapping[str, str] = {}


class Person(NamedTuple):
    """Somebody: a handle, their name (for the private folder only), and facts by the key of the record."""

    handle: str
    where: Address
    name: str | None = None
    facts: Mapping[str, Any] = {}
    status: str | None = None
    since: When | None = None
    until: When | None = None


class Team(NamedTuple):
    """A circle, the source's id of it, and facts by the key of the record."""

    circle: str
    where: Address
    id: str
    title: str
    facts: Mapping[str, Any] = {}


class Post(NamedTuple):
    """A role, named circle/role, the source's id of it, and facts by the key of the record."""

    role: str
    where: Address
    id: str
    title: str
    facts: Mapping[str, Any] = {}


class Seat(NamedTuple):
    """Somebody's time in a role, or in a circle (``office`` without a slash); nobody's where it is to be filled."""

    office: str
    where: Address
    member: str | None
    since: When
    until: When | None = None
    undecided: bool = False
    facts: Mapping[str, Any] = {}


class Organisation(NamedTuple):
    """All that a source holds. With any trouble there is nothing to write.

    ``covers``: what the source lists whole, so that what is gone from it has ended: circles, roles, mandates.
    """

    people: Sequence[Person] = ()
    teams: Sequence[Team] = ()
    posts: Sequence[Post] = ()
    seats: Sequence[Seat] = ()
    troubles: Sequence[Trouble] = ()
    remarks: Sequence[Remark] = ()
    covers: frozenset[str] = frozenset()
