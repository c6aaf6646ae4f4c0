"""Measuring coopctl: ledgers of any size, and ratios taken side by side in one run."""
