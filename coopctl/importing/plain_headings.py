"""The columns of the four plain tables of governance, in French and in English; and which table a file is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coopctl.importing.spelling import fold

TABLES: Mapping[str, tuple[str, ...]] = {
    "members": ("members", "membres", "people", "personnes"),
    "circles": ("circles", "cercles", "teams", "equipes", "groupes", "groups"),
    "roles": ("roles",),
    "mandates": ("mandates", "mandats", "assignations", "assignments"),
}
"""The tables, and the names a file of each may have."""

_SINCE = ("since", "from", "start", "begun", "depuis", "debut", "date de debut", "du", "date d entree", "entree")
_UNTIL = ("until", "to", "end", "jusqu au", "jusque", "fin", "date de fin", "au")
_TITLE = ("title", "name", "titre", "nom", "intitule")
_PURPOSE = ("purpose", "raison d etre", "mission")
_DOMAIN = ("domain", "domains", "domaine", "domaines", "domaine d autorite", "perimetre")
_CIRCLE = ("circle", "cercle", "team", "equipe", "groupe", "group")
_ID = ("id", "identifiant", "code", "ref", "reference")

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "members": {
        "handle": ("handle", "pseudo", "identifiant", "id", "code"),
        "name": ("name", "full name", "nom complet", "nom prenom", "prenom nom", "prenom et nom", "nom et prenom"),
        "first": ("first name", "prenom", "given name"),
        "last": ("last name", "nom", "nom de famille", "surname"),
        "status": ("status", "statut"),
        "since": (*_SINCE, "arrivee", "date d arrivee", "arrived"),
        "until": _UNTIL,
        "left": ("left", "parti", "partie", "sorti", "depart", "sortie", "date de depart", "date de sortie"),
        "partner_since": ("partner since", "associe depuis", "associe e depuis", "societaire depuis"),
        "introduced_by": ("introduced by", "presente par", "presentee par", "parrain", "marraine"),
        "site": ("site", "place", "lieu", "antenne"),
    },
    "circles": {
        "id": _ID,
        "circle": (*_CIRCLE, "slug"),
        "title": _TITLE,
        "parent": ("parent", "cercle parent", "parent circle", "part of", "dans"),
        "purpose": _PURPOSE,
        "domain": _DOMAIN,
        "origin": ("origin", "origine"),
        "access": ("access", "acces", "adhesion"),
        "critical": ("critical", "critique"),
        "since": (*_SINCE, "created", "cree le", "ouverture", "creation"),
        "ended": ("ended", "closed", *_UNTIL, "clos le", "fermeture", "cloture", "termine le"),
    },
    "roles": {
        "id": _ID,
        "circle": _CIRCLE,
        "role": ("role", "slug"),
        "title": _TITLE,
        "purpose": _PURPOSE,
        "domain": _DOMAIN,
        "accountabilities": ("accountabilities", "redevabilites", "responsabilites", "attendus", "missions"),
        "qualities": ("qualities", "qualites", "qualites recherchees"),
        "expectations": ("expectations", "attentes"),
        "seats": ("seats", "places", "sieges", "nombre de places", "nombre"),
        "term_months": ("term", "term months", "duree", "duree mois", "duree du mandat", "duree en mois"),
        "filled_by": ("filled by", "designation", "pourvu par", "mode de designation"),
        "ended": ("ended", "closed", *_UNTIL, "clos le"),
    },
    "mandates": {
        "circle": _CIRCLE,
        "role": ("role",),
        "holder": (
            "holder", "member", "titulaire", "membre", "personne", "person", "qui", "who", "nom", "name", "porteur",
            "sponsor",
        ),
        "since": _SINCE,
        "until": _UNTIL,
        "decision": ("decided by", "decision", "decide par", "decidee par", "decide en", "election ou decision"),
        "election": ("election",),
        "scope": ("scope", "part", "perimetre", "portee", "partie"),
        "college": ("college",),
        "interim": ("interim", "par interim", "en attendant"),
    },
}  # fmt: skip
REQUIRED: Mapping[str, tuple[str, ...]] = {"mandates": ("holder", "since")}
ANY: Mapping[str, tuple[str, ...]] = {
    "members": ("handle", "name", "first", "last"),
    "circles": ("circle", "title"),
    "roles": ("role", "title"),
    "mandates": ("circle", "role"),
}
"""Columns of which one at least is there."""
PERSONAL = (
    "email", "e mail", "mail", "courriel", "adresse", "address", "telephone", "phone", "tel", "mobile", "portable",
    "iban", "rib", "naissance", "date de naissance", "birth date", "avatar", "photo",
)  # fmt: skip


def table_of(name: str) -> str | None:
    """Which of the four tables a file is, by its name."""
    stem = fold(name.rpartition(".")[0] or name)
    return next((table for table, names in TABLES.items() if stem in names), None)


def placed(table: str, headings: Sequence[str]) -> dict[str, int]:
    """The column of each meaning; where two fit, the name that stands first in the list."""
    folded = [fold(one) for one in headings]
    found: dict[str, int] = {}
    for meaning, names in COLUMNS[table].items():
        for name in names:
            free = [i for i, one in enumerate(folded) if one == name and i not in found.values()]
            if free and meaning not in found:
                found[meaning] = free[0]
    return found
