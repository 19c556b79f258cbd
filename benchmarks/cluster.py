"""python benchmarks/cluster.py WORKERS: a Dask cluster in this folder, until its input ends.

Its first line says where it is. A process of its own, as a real cluster is: what it holds in
memory and what it computes is not counted as the builder's.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Start, say the address, wait."""
    import dask
    from distributed import LocalCluster

    # as docs/scale.md advises: Dask watching itself takes time from the work
    dask.config.set(
        {"distributed.worker.profile.enabled": False, "distributed.admin.tick.interval": "500ms"}
    )
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=int(sys.argv[1]),
        threads_per_worker=1,
        processes=True,
        memory_limit=0,
        dashboard_address=":0",
        silence_logs=40,
    ) as cluster:
        print(cluster.scheduler_address.removeprefix("tcp://"), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
