"""The records of governance by name, one line for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopctl.records.body import Body
    from coopctl.records.budget import Budget
    from coopctl.records.charter import Charter
    from coopctl.records.circle import Circle
    from coopctl.records.decision import Decision
    from coopctl.records.meeting import Meeting
    from coopctl.records.member import Member
    from coopctl.records.need import Need
    from coopctl.records.role import Role
    from coopctl.records.workshop import Workshop


class Governed:
    """What ``records`` holds, kind by kind; a record that cannot be read is absent."""

    records: Any

    @property
    def charter(self) -> Charter | None:
        found: Charter | None = self.records.one("coop")
        return found

    @property
    def members(self) -> dict[str, Member]:
        found: dict[str, Member] = self.records.of("members")
        return found

    @property
    def circles(self) -> dict[str, Circle]:
        found: dict[str, Circle] = self.records.of("circles")
        return found

    @property
    def roles(self) -> dict[str, Role]:
        found: dict[str, Role] = self.records.of("roles")
        return found

    @property
    def bodies(self) -> dict[str, Body]:
        found: dict[str, Body] = self.records.of("bodies")
        return found

    @property
    def needs(self) -> dict[str, Need]:
        found: dict[str, Need] = self.records.of("needs")
        return found

    @property
    def decisions(self) -> dict[str, Decision]:
        found: dict[str, Decision] = self.records.of("decisions")
        return found

    @property
    def budgets(self) -> dict[str, Budget]:
        found: dict[str, Budget] = self.records.of("budgets")
        return found

    @property
    def meetings(self) -> dict[str, Meeting]:
        found: dict[str, Meeting] = self.records.of("meetings")
        return found

    @property
    def workshops(self) -> dict[str, Workshop]:
        found: dict[str, Workshop] = self.records.of("workshops")
        return found
