"""What a heading means: « Temps passé », "Nb d'heures" and "Durée (h)" all head the hours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from coopctl.importing.spelling import fold, is_worn

MEANINGS = ("date", "until", "member", "first_name", "circle", "what", "hours", "minutes", "rate", "amount", "need")
"""What a column can be, in the words of ``--column MEANING="Heading"``."""

_HOUR_UNIT = r"(?: (?:(?:en|in) )?(?:h|hrs?|heures?|hours?)(?: (?:decimales?|centiemes))?)?"
_EURO_UNIT = r"(?: (?:en )?(?:€|eur|euros?))?"

_PATTERNS: dict[str, tuple[str, ...]] = {
    # Each line is weaker than the one above: "Date" heads the days even where "Jour" stands beside it.
    "date": (
        r"dates?(?: (?:jj|dd) mm (?:a+|y+))?",
        (
            r"jours?|day|le|quand|when|du|(?:work|start) date|date (?:de )?(?:la |du |l )?"
            r"(?:debut|realisation|contribution|travail|tache|activite|intervention)"
        ),
        r"date .*|mois|month|periode|horodateur|timestamp",
    ),
    "until": (r"date (?:de )?fin|jusqu au|until|end date", r"au"),
    "member": (
        (
            r"qui|who|prenoms?(?: et)? noms?|noms?(?: et)? prenoms?|nom complet|full name|membres?|members?|personnes?"
            r"|person|par(?: qui)?|contribut(?:eur|rice|or)(?: \w{1,5})?|cooperat(?:eur|rice)(?: \w{1,5})?"
            r"|associee?(?: e)?|entrepreneure?(?: \w{1,4})?(?: salariee?(?: e)?)?"
        ),
        r"noms?|name|nom de famille|last name|surname|handle|pseudo",
    ),
    "first_name": (r"prenoms?|first name|given name",),
    "circle": (
        r"cercles?|circles?|groupes?|group|commissions?|gt|groupe de travail|poles?|equipes?|team",
        r"(?:nom )?(?:du |de la )?(?:cercle|circle|commission|groupe|pole|equipe) .*|.* (?:cercle|commission|circle)",
        r"projets?|project",
    ),
    "what": (
        (
            r"ce que j ai fait|quoi|what(?: i did)?|taches?(?: (?:realisees?|effectuees?))?|tasks?|objet|libelle"
            r"|intitule|travail(?: (?:realise|effectue))?|activites?(?: \w+)?|actions?(?: \w+)?|missions?|sujet|subject"
            r"|contenu|ce qui a ete fait|work(?: done)?|activity"
        ),
        r"descriptions?(?: .*)?|details?(?: .*)?|realisations?|nature(?: .*)?",
        r"contributions?|commentaires?|comments?",
    ),
    "hours": (
        (
            rf"(?:(?:temps|tps)(?: (?:passe|de travail|consacre|travaille))?|durees?|heures|hours){_HOUR_UNIT}"
            r"|(?:nb|nbr|nbre|nombre|n)(?: d| de)? (?:heures?|h)(?: (?:passees|effectuees|travaillees))?"
            r"|heures (?:passees|effectuees|travaillees|realisees)|hours (?:spent|worked)|time(?: spent)?"
            r"|duration|h|hrs|volume(?: horaire)?|number of hours"
        ),
        r"heure|(?:total|totaux) (?:des? |d |en )?(?:heures?|h|temps)|total hours",
    ),
    "minutes": (r"(?:(?:temps|tps|durees?|time|duration)(?: passe| spent)? (?:(?:en|in) )?)?(?:minutes?|mins?|mn)",),
    "rate": (
        (
            r"(?:taux|tx)(?: .*)?|(?:€|eur|euros?)(?: par| de l| l| per)? (?:h|heures?|hour)|hourly rate(?: .*)?"
            r"|rates?(?: .*)?|ce que je m octroie(?: .*)?"
            r"|(?:tarif|prix|cout|montant|remuneration|valeur|octroi) (?:horaire|(?:de l|a l|par) heure)(?: .*)?"
        ),
        r"tarif|octroi",
    ),
    "amount": (
        rf"(?:montants?|amount|somme|valorisation|a verser|a payer){_EURO_UNIT}(?: (?:ht|ttc|du|total))?",
        rf"contributions?{_EURO_UNIT}|cout|remuneration|valeur|prix",
        rf"total{_EURO_UNIT}(?: (?:ligne|general))?|total (?:contribution|montant|a verser)|sum|€|euros?",
    ),
    "need": (r"needs?|besoins?(?: \w+)?",),
}
_COMPILED = {meaning: tuple(re.compile(pattern) for pattern in patterns) for meaning, patterns in _PATTERNS.items()}
_ACCENTED = {
    "Temps passé": "hours", "Durée": "hours", "Tâche": "what", "Intitulé": "what", "Libellé": "what",
    "Activité": "what", "Prénom": "first_name", "Prénom Nom": "member", "Nom Prénom": "member", "Pôle": "circle",
    "Équipe": "circle", "Ce que j’ai fait": "what", "Nb d’heures": "hours", "Tâche réalisée": "what",
    "Contributeur·rice": "member", "Associé·e": "member",
}  # fmt: skip
_EURO_LOST = re.compile(r"[^a-z0-9\s]{0,3} ?/ ?h(?:eure)?")


@lru_cache(maxsize=4096)
def meanings(heading: str) -> tuple[tuple[int, str], ...]:
    """What a heading can mean, as (strength, meaning), the strongest (0) first; empty where unknown."""
    words = fold(heading)
    found = sorted(
        (strength, meaning)
        for meaning, patterns in _COMPILED.items()
        for strength, pattern in enumerate(patterns)
        if pattern.fullmatch(words)
    )
    if found and not (words == "h" and "/" in heading):
        return tuple(found)
    if _EURO_LOST.fullmatch(heading.strip().casefold()):
        return ((0, "rate"),)
    return tuple((0, meaning) for name, meaning in _ACCENTED.items() if is_worn(heading, name))[:1]


def count(row: Sequence[str]) -> int:
    """How many different things the headings of a row mean."""
    return len({meanings(text)[0][1] for text in row if len(text) <= 60 and meanings(text)})
