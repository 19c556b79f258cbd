"""kimgen builds the microsites of Indonesia's KIM and their national portal."""

__version__ = "0.1.0"
