"""Reads back with the official client what QueryCost reads with ours. Arguments: history or runs, ENTITY/PROJECT."""

import resource
import sys
import time

import wandb

kind, path = sys.argv[1:]
api = wandb.Api(timeout=120)
start = time.perf_counter()
if kind == "history":
    count = sum(1 for _ in api.run(path + "/long").scan_history())
else:
    runs = api.runs(path, filters={"config.lr": {"$lt": 50}}, order="-summary_metrics.score")
    count = sum(1 for _ in runs)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"read {count:,} in {seconds:.1f} s, memory of the process at most {peak} MB")
