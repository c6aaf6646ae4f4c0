"""Spreadsheets as cooperatives keep them: bytes in, lines or reasons out; nothing here touches a disk."""
