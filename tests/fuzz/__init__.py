"""Texts that nobody would write: `make fuzz`, and in short `tests/test_fuzz.py`."""
