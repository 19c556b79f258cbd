"""The commands of `kimgen`, one module each; `kimgen.cli` puts them together.

A command is thin: it asks, calls and prints. It imports what it needs when it
runs, so that `kimgen --version` stays quick on a phone.
"""
