"""A false circle, to try the conversation on: eight people who do not exist, one role, in memory alone."""

from __future__ import annotations

import datetime as dt

ROLE = "technique/relais"
NAMES = {
    "ana": "Ana Costa", "bilal": "Bilal Haddad", "chloe": "Chloé Martin", "diego": "Diego Ruiz", "emma": "Emma Leroy",
    "farid": "Farid Amrani", "gaelle": "Gaëlle Le Bris", "hugo": "Hugo Petit",
}  # fmt: skip


def files(day: dt.date) -> dict[str, bytes]:
    """The ledger of the rehearsal."""
    since = day.replace(day=1, month=1).isoformat()
    found = {
        "coop.yaml": f"format: 1\nname: La Répétition\nslug: repetition\nrate_caps:\n- since: {since}\n  cap: 30\n"
        "statuses:\n- status: cape\n  title: CAPE\n",
        "circles/technique.yaml": "circle: technique\ntitle: Outils\npurpose: Que les outils marchent\nmembers:\n"
        + "".join(f"- member: {one}\n  since: {since}\n" for one in NAMES),
        "roles/technique/relais.yaml": "role: relais\ntitle: Relais des outils\n"
        "purpose: Que chacune, chacun sache à qui demander\naccountabilities:\n"
        "- Répondre aux questions dans la journée\n- Tenir la liste des outils à jour\nqualities:\n- Patience\n"
        "- Explique sans jargon\nterm_months: 24\n",
        **{f"members/{one}.yaml": f"handle: {one}\nstatuses:\n- status: cape\n  since: {since}\n" for one in NAMES},
    }
    return {path: text.encode() for path, text in found.items()}
