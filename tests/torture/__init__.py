"""Builds that are killed, starved, locked out and lied to: `make torture`, shortly in test_faults.

`nursery` runs builds, `lab` has a nation in two versions and judges what a build left of the
first when it was to become the second, `harm` has what goes wrong, `tracing` lets the kernel do it.
"""
