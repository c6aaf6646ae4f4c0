"""Rules of the law on the cooperative as a company: how many partners, which board, which terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.law.legal import Legal, law_of
from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.problem import At, Fault, Related
from coopctl.rules.persons import applied, member_at
from coopctl.rules.rule import rule
from coopctl.values import plus_months
from coopctl.words import T


def partners(ledger: Ledger, day: dt.date) -> list[str]:
    """The handles of those who are partners that day, the latest to become one last."""
    found = [(one.partner_since, handle) for handle, one in ledger.members.items() if one.partner_on(day)]
    return [handle for _since, handle in sorted(found, key=lambda pair: (pair[0].first, pair[1]))]  # type: ignore[union-attr]


def _counted(ledger: Ledger, most: Legal, today: dt.date) -> Fault:
    found = partners(ledger, today)
    form = Related(At("coop.yaml", ("legal_form",)), T("the legal form is written here"))
    return Fault(
        member_at(found[-1], "partner_since"),
        T("there are {n} partners; {most} at most in a SARL ({cited})", n=len(found), most=most.whole,
          cited=most.cited),
        seen=str(len(found)),
        allowed=str(most.whole),
        related=(form, applied(most)),
    )  # fmt: skip


@rule("day")
def too_many_partners(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """There are more partners than the legal form allows.

    A SARL has a limit; beyond it, it has a year to change its form or to come back under the limit.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
            legal_values:
            - value: partners-most
              since: 2026-01-01
              number: 1
              source: Statuts, art. 8
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            partner_since: 2025-06-20
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            partner_since: 2026-06-19  # <- here
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
    """
    most = law_of(ledger.charter).on("partners-most", today)
    if most and len(partners(ledger, today)) > most.whole:
        yield _counted(ledger, most, today)


@rule("day", "warning")
def many_partners(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """The number of partners comes near what the legal form allows.

    Changing the legal form of a company takes an assembly and months: better to see it come.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
            legal_values:
            - value: partners-warning
              since: 2026-01-01
              number: 1
              source: Souhait du conseil
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            partner_since: 2026-06-19  # <- here
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
    """
    law, count = law_of(ledger.charter), len(partners(ledger, today))
    near, most = law.on("partners-warning", today), law.on("partners-most", today)
    if near and most and near.whole <= count <= most.whole:
        yield _counted(ledger, most, today)


@rule("day", "warning")
def supervisory_board_size(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """There is no supervisory board where the law asks for one, or it has too few or too many members.

    From a number of partners on, a cooperative SARL has a supervisory board: role sheets whose ``statutory``
    is supervisory-board say who is on it.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl  # <- here
            legal_values:
            - value: board-from-partners
              since: 2026-01-01
              number: 1
              source: Statuts, art. 17
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            partner_since: 2026-06-19
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
    """
    law, count = law_of(ledger.charter), len(partners(ledger, today))
    needed, least, most = (law.on(f"board-{name}", today) for name in ("from-partners", "least", "most"))
    if not (needed and least and most):
        return
    boards = [office for office in offices(ledger) if office.board]
    sitting = {one.member for office in boards for _row, one in in_force(office, today)}
    if count < needed.whole and not sitting:
        return
    if not least.whole <= len(sitting) <= most.whole:
        where = [Related(At(one.path, ("mandates",)), T("its mandates are here")) for one in boards]
        yield Fault(
            At("coop.yaml", ("legal_form",)),
            T("the supervisory board has {n} members, for {partners} partners; from {least} to {most} are asked for "
              "from {needed} partners on ({cited})", n=len(sitting), partners=count, least=least.whole,
              most=most.whole, needed=needed.whole, cited=needed.cited),
            seen=str(len(sitting)),
            allowed=T("from {least} to {most}", least=least.whole, most=most.whole),
            related=(*where, applied(needed)),
            cure=f"{boards[0].command('assign')} HANDLE --since DATE" if boards else "coopctl role add CIRCLE/ROLE",
        )  # fmt: skip


@rule("ledger", "warning")
def board_member_not_partner(ledger: Ledger) -> Iterator[Fault]:
    """Someone sits on the supervisory board without being a partner.

    The assembly chooses the supervisory board among the partners. It is looked at on the first day of the
    mandate. Where the sheet itself asks for partners, ineligible-holder says so instead.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
            legal_values:
            - value: board-least
              since: 2026-01-01
              number: 1
              source: Statuts, art. 17
        roles/technique/conseil.yaml
            role: conseil
            title: Conseil de surveillance
            accountabilities:
            - Contrôle de la gestion
            statutory: supervisory-board
            mandates:
            - member: noemie  # <- here
              since: 2026-07-01
              until: 2028-06-30
    Mended:
        roles/technique/conseil.yaml
            (removed)
    """
    law = law_of(ledger.charter)
    for office in offices(ledger):
        asked = office.sheet.eligibility
        for row, held in enumerate(office.sheet.mandates if office.board and not (asked and asked.partners) else ()):
            legal, one = law.on("board-least", held.since.first), ledger.members.get(held.member)
            if legal and one and not one.partner_on(held.since.last):
                yield Fault(
                    At(office.path, ("mandates", row, "member")),
                    T("{member} sits on the supervisory board and was not a partner on {day} ({cited})",
                      member=held.member, day=held.since, cited=legal.cited),
                    seen=held.member,
                    related=(Related(member_at(held.member, "partner_since"), T("their record is here")),
                             applied(legal)),
                    cure=f"coopctl member edit {held.member} --partner-since DATE",
                )  # fmt: skip


@rule("day")
def statutory_term_too_long(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A mandate the law knows is longer than the law allows.

    Co-managers and the supervisory board are chosen for a time that the law bounds; the same person may be
    chosen again. A mandate without an end counts until today.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-scop
            legal_form: sarl
        roles/technique/gerance.yaml
            role: gerance
            title: Gérance
            accountabilities:
            - Gestion de la coopérative
            statutory: co-manager
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2030-05-31  # <- here
    Mended:
        roles/technique/gerance.yaml
            role: gerance
            title: Gérance
            accountabilities:
            - Gestion de la coopérative
            statutory: co-manager
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2028-05-31
    """
    law = law_of(ledger.charter)
    for office in offices(ledger):
        for row, held in enumerate(office.sheet.mandates if office.board or office.co_management else ()):
            most = law.on("statutory-term-months", held.since.first)
            if most is None:
                continue
            last = plus_months(held.since.first, most.whole) - dt.timedelta(days=1)
            key = "statutory" if office.circle else "kind"
            if (held.until.first if held.until else today) > last:
                yield Fault(
                    At(office.path, ("mandates", row, "until")),
                    T("this mandate of {member} lasts more than {most} months ({cited})", member=held.member,
                      most=most.whole, cited=most.cited),
                    seen=held.until,
                    allowed=T("{day} at the latest", day=last),
                    related=(Related(At(office.path, (key,)), T("the law knows this role")), applied(most)),
                )  # fmt: skip
