"""Rules on the people, circles and roles that a line names."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.page import Page
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import edit_line, line_at, nearest, rule
from coopctl.words import T


def _circles_open(page: Page, context: Context) -> bool:
    lives = ((context.circles.get(name), days) for name, days in page.digest.circles.items())
    return all(life is None or life.covers(*days) for life, days in lives)


def _roles_held(page: Page, context: Context) -> bool:
    held = ((context.mandates.get(name), days) for name, days in page.digest.roles.items())
    return all(spans is None or any(span.covers(*days) for span in spans) for spans, days in held)


@rule("sheet", clear=lambda page, context: context.presence is not None)
def unknown_sheet_owner(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The sheet belongs to someone who is not in the ledger.

    The name of a sheet's file is the handle of a member.

    Broken:
        contributions/2026-10/personne.yaml
            - id: k7m3qa2w  # <- here
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/personne.yaml
            (removed)
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
    """
    if context.presence is None:
        yield Fault(
            At(sheet.path, ()),
            T("there is no member {member}", member=sheet.member),
            seen=sheet.member,
            cure=f"coopctl member add {sheet.member} --status STATUS --since DATE",
        )


@rule("sheet", clear=lambda page, context: page.digest.circles.keys() <= context.circles.keys())
def unknown_circle(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The circle is not in the ledger.

    A contribution is noted for a circle of the cooperative, or for none.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: tecnique  # <- here
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              hours: 1
              rate: 15
              what: Relecture
    """
    for index, entry in sheet.entries:
        if entry.circle and entry.circle not in context.circles:
            near = nearest(entry.circle, context.known_circles)
            yield Fault(
                line_at(sheet, index, "circle"),
                T("there is no circle {circle}; the nearest is {near}", circle=entry.circle, near=near)
                if near
                else T("there is no circle {circle}", circle=entry.circle),
                seen=entry.circle,
                allowed=", ".join(sorted(context.known_circles)) or None,
                cure=edit_line(entry, f"--circle {near or 'CIRCLE'}"),
            )


@rule("sheet", clear=_circles_open)
def circle_not_open(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The circle was not open on the day of the work.

    A circle has a first day and, when it has ended, a last one. Work outside them went to another
    circle, or to none: a free contribution.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: formation  # <- here
              hours: 1
              rate: 15
              what: Relecture
        circles/formation.yaml
            circle: formation
            title: Formation
            ended: 2026-09
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              hours: 1
              rate: 15
              what: Relecture
        circles/formation.yaml
            circle: formation
            title: Formation
            ended: 2026-09
    """
    for index, entry in sheet.entries:
        life = context.circles.get(entry.circle or "")
        if life is None or (life.holds(entry.date) and life.holds(entry.last)):
            continue
        early = life.since is not None and min(entry.date, entry.last) < life.since
        yield Fault(
            line_at(sheet, index, "circle"),
            T("circle {circle} opened on {day}, after this work", circle=entry.circle, day=life.since)
            if early
            else T("circle {circle} ended on {day}, before this work", circle=entry.circle, day=life.until),
            seen=entry.circle,
            related=(
                Related(At(f"circles/{entry.circle}.yaml", ("since" if early else "ended",)), T("it is written here")),
            ),
            cure=edit_line(entry, "--circle CIRCLE"),
        )


@rule("sheet", clear=lambda page, context: page.digest.roles.keys() <= context.mandates.keys())
def unknown_role(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The role is not in the ledger.

    ``role`` names a role sheet of the line's own circle: roles/<circle>/<role>.yaml.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              role: jardinage  # <- here
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              role: admin-sys
              hours: 1
              rate: 15
              what: Relecture
    """
    for index, entry in sheet.entries:
        if entry.role and f"{entry.circle}/{entry.role}" not in context.mandates:
            yield Fault(
                line_at(sheet, index, "role"),
                T("circle {circle} has no role {role}", circle=entry.circle, role=entry.role)
                if entry.circle
                else T("role {role} is named without its circle", role=entry.role),
                seen=entry.role,
                cure=f"coopctl circle show {entry.circle}" if entry.circle else edit_line(entry, "--circle CIRCLE"),
            )


@rule("sheet", "warning", clear=_roles_held)
def role_not_held(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The member did not hold the role on the day of the work.

    Only a remark: anyone may lend a hand. It often shows a mandate that nobody has written down.

    Broken:
        contributions/2026-10/noemie.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              role: admin-sys  # <- here
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/noemie.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              hours: 1
              rate: 15
              what: Relecture
    """
    for index, entry in sheet.entries:
        held = context.mandates.get(f"{entry.circle}/{entry.role}") if entry.role else None
        if held is not None and not any(span.holds(entry.date) for span in held):
            yield Fault(
                line_at(sheet, index, "role"),
                T(
                    "{member} did not hold role {role} on {date}",
                    member=context.member,
                    role=entry.role,
                    date=entry.date,
                ),
                seen=entry.role,
                related=(
                    Related(At(f"roles/{entry.circle}/{entry.role}.yaml", ("mandates",)), T("its mandates are here")),
                ),
                cure=f"coopctl role assign {entry.circle}/{entry.role} {context.member} --since {entry.date}",
            )


@rule("sheet", clear=lambda page, context: page.digest.needs <= context.needs)
def unknown_need(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The need that a line answers is not in the ledger.

    ``need`` names a file of needs/: what was asked for, and is then known to be answered.

    Broken:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-29
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              need: vizio  # <- here
              hours: 1
              rate: 15
              what: Essais
    Mended:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-29
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              need: visio
              hours: 1
              rate: 15
              what: Essais
    """
    for index, entry in sheet.entries:
        if entry.need and entry.need not in context.needs:
            near = nearest(entry.need, context.needs)
            yield Fault(
                line_at(sheet, index, "need"),
                T("there is no need {need}; the nearest is {near}", need=entry.need, near=near)
                if near
                else T("there is no need {need}", need=entry.need),
                seen=entry.need,
                cure=edit_line(entry, f"--need {near or 'NEED'}"),
            )


@rule("sheet", clear=lambda page, context: page.digest.recorders <= context.handles)
def unknown_recorder(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The line was recorded by someone who is not in the ledger.

    When somebody else types, ``recorded_by`` says who: a handle of the cooperative.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
              recorded_by: personne  # <- here
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
              recorded_by: noemie
    """
    for index, entry in sheet.entries:
        if entry.recorded_by and entry.recorded_by not in context.handles:
            yield Fault(
                line_at(sheet, index, "recorded_by"),
                T("there is no member {member}", member=entry.recorded_by),
                seen=entry.recorded_by,
                cure="coopctl member",
            )
