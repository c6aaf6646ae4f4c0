"""A printed page as PDF, where the library that draws it is installed."""

from __future__ import annotations

from coopctl.problem import NotHere
from coopctl.words import T


def as_pdf(html: str) -> bytes:
    """The page, drawn; nothing is fetched. Raises NotHere where that part is not installed."""
    import logging

    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # OSError: the library is there, and what it draws with is not
        raise NotHere(
            T("PDF needs a part that is not installed: {command}", command='pip install "coopctl[pdf]"'),
        ) from None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    found: bytes = HTML(string=html, url_fetcher=_nothing).write_pdf()
    return found


def _nothing(address: str, *_more: object, **_options: object) -> dict[str, object]:
    raise ValueError(address)
