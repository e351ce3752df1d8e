"""Prints all that the official public API knows of a run, as one line of JSON, then "ok".

Usage: read_run.py ENTITY/PROJECT/RUN, with WANDB_BASE_URL and WANDB_API_KEY in the environment.
"""

import json
import sys

import wandb


def read(path):
    run = wandb.Api().run(path)
    return {
        "name": run.name,
        "state": run.state,
        "tags": sorted(run.tags),
        "config": run.config,
        "summary": dict(run.summary),
        "history": list(run.scan_history()),
        "files": [file.name for file in run.files()],
        "artifacts": [describe(artifact) for artifact in run.logged_artifacts()],
    }


def describe(artifact):
    with open(artifact.file()) as file:
        content = file.read()
    return [artifact.name, artifact.type, sorted(artifact.aliases), content]


def plain(value):
    if hasattr(value, "items"):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value


print(json.dumps(plain(read(sys.argv[1]))))
print("ok")
