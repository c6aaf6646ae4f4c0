"""What a closed payout is judged beside: the sheets it looked at are noted, so that its findings can be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from coopctl.entry import Sheet
from coopctl.handles import Together
from coopctl.page import Named, Page, Sheets
from coopctl.values import Month

Line = tuple[str, str]
"""A line of the board: its member's handle and its id."""


class Beside(Mapping[str, Sheet]):
    """The sheets of a ledger, as the payout at ``path`` sees them.

    ``asked`` are the paths it asked for, there or not; ``everywhere`` is True once it looked at all there is, and
    what it then finds depends on more than can be named.
    """

    def __init__(
        self,
        path: str,
        names: Sheets,
        read: Callable[[str], Page],
        closes: Callable[[Month], bool],
        elsewhere: Callable[[], frozenset[Line]],
        renamed: Mapping[str, str],
    ) -> None:
        """``names`` are the sheets there are, ``read`` reads one; ``closes`` tells the months this payout closes.

        ``elsewhere`` gives the lines of the board that other payouts counted, under the handles of now; ``renamed``
        leads to those from the ones of before.
        """
        self.path = path
        self.closes = closes
        self.renamed = renamed
        self._names = names
        self._read = read
        self._elsewhere = elsewhere
        self.asked: set[str] = set()
        self.everywhere = False

    def __getitem__(self, path: str) -> Sheet:
        return self._page(path).sheet

    def _page(self, path: str) -> Page:
        self.asked.add(path)
        if path not in self._names:
            raise KeyError(path)
        return self._read(path)

    def __iter__(self) -> Iterator[str]:
        self.everywhere = True
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """The same, each under the handle its member has now."""
        return Together(self, self.renamed) if self.renamed else self

    def of(self, month: Month) -> list[Sheet]:
        """The sheets of a month."""
        return [self[path] for path in self._names.of_month(month)]

    def faults(self, path: str) -> list[Named]:
        """What could not be read in a sheet."""
        self.asked.add(path)
        return self._page(path).faults if path in self._names else []

    def counted_elsewhere(self, line: Line) -> bool:
        """Whether another payout took a line of the board into account."""
        self.everywhere = True
        return line in self._elsewhere()
