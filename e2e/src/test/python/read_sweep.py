"""Prints all that the official public API knows of a sweep and its runs, as one line of JSON, fetches the best
model, and prints "ok".

Usage: read_sweep.py ENTITY/PROJECT/SWEEP FOLDER, with WANDB_BASE_URL and WANDB_API_KEY in the environment.
"""

import json
import sys

import wandb


def read(path, folder):
    api = wandb.Api()
    sweep = api.sweep(path)
    best = sweep.best_run()
    model = best_model(best)
    model.download(root=folder)
    listed = api.runs("/".join(path.split("/")[:2]))
    return {
        "state": sweep.state,
        "method": sweep.config["method"],
        "runs": sorted(run.id for run in sweep.runs),
        "listed": {run.id: describe(run) for run in listed},
        "best": best.id,
        "model": {"name": model.name, "metadata": model.metadata, "aliases": model.aliases},
    }


def describe(run):
    return {
        "state": run.state,
        "config": run.config,
        "summary": run.summary._json_dict,
        "history": list(run.scan_history()),
    }


def best_model(run):
    for artifact in run.logged_artifacts():
        if artifact.type == "model" and "best" in artifact.aliases:
            return artifact
    raise LookupError(f"run {run.id} has no best model")


print(json.dumps(read(sys.argv[1], sys.argv[2])))
print("ok")
