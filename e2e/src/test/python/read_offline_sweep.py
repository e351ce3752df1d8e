"""Prints what the official public API knows of the sweeps of a project, as one line of JSON, and "ok".

Usage: read_offline_sweep.py PROJECT, with WANDB_BASE_URL and WANDB_API_KEY in the environment.
"""

import json
import sys

import wandb
from wandb.apis.public.sweeps import _sweep_with_runs


def describe(run):
    return {
        "id": run.id,
        "loss": run.summary["loss"],
        "rows": run.lastHistoryStep + 1,
        "epochs": len(run.history(keys=["loss"], pandas=False)),
    }


def read(project):
    api = wandb.Api()
    sweeps = list(api.project(project, api.default_entity).sweeps())
    sweep = api.sweep(f"{api.default_entity}/{project}/{sweeps[0].id}")
    runs = list(sweep.runs)
    controlled = _sweep_with_runs(api, sweep.id, "{}", project=project, entity=api.default_entity)
    return {
        "sweeps": [found.id for found in sweeps],
        "state": sweep.state,
        "runs": [describe(run) for run in runs],
        "states": sorted({run.state for run in runs}),
        "stopped": [run["name"] for run in controlled["runs"] if run["stopped"]],
        "best": sweep.best_run().summary["loss"],
    }


print(json.dumps(read(sys.argv[1])))
print("ok")
