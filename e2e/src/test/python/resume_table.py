"""Plays the cells of the resume table with the official client.

The first argument names a JSON file of cells, the second the file for what came of them. A cell is a list of sessions, which
share a folder; a session is one run from its start to its end. Expects WANDB_BASE_URL and WANDB_API_KEY in the environment;
prints "ok" as its last line.
"""

import contextlib
import io
import json
import os
import sys

import wandb
from wandb.errors import CommError, UsageError


def kind(error):
    if isinstance(error, UsageError) or type(error).__name__ == "ValidationError":
        return "usage"
    return "communication" if isinstance(error, CommError) else "other"


def remembered(folder):
    path = os.path.join(folder, "wandb", "wandb-resume.json")
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return json.load(file).get("run_id")


def plain(value):
    return json.loads(json.dumps(value, default=dict))


def play(session, project, folder):
    settings = wandb.Settings(console="off", x_disable_stats=True, x_disable_meta=True, x_disable_machine_info=True)
    outcome = {}
    shown = io.StringIO()
    try:
        with contextlib.redirect_stderr(shown):
            run = wandb.init(project=project, dir=folder, settings=settings, **session["args"])
    except Exception as error:
        return {"error": {"kind": kind(error), "message": str(error)}, "remembered": remembered(folder)}
    outcome["id"] = run.id
    outcome["resumed"] = run.resumed
    outcome["name"] = run.name or ""
    outcome["tags"] = list(run.tags or [])
    outcome["notes"] = run.notes or ""
    outcome["config"] = plain(dict(run.config))
    outcome["summary"] = plain(dict(run.summary))
    outcome["shown"] = shown.getvalue()
    outcome["remembered"] = remembered(folder)
    for row in session["rows"]:
        run.log(row["data"], step=row.get("step"))
    with contextlib.redirect_stderr(io.StringIO()):
        run.finish(exit_code=session["exit"])
    outcome["rememberedAfter"] = remembered(folder)
    return outcome


def main(cells_file, outcomes_file):
    with open(cells_file) as file:
        cells = json.load(file)
    outcomes = {}
    for cell in cells:
        os.makedirs(os.path.join(cell["folder"], "wandb"), exist_ok=True)
        outcomes[cell["key"]] = [play(session, cell["project"], cell["folder"]) for session in cell["sessions"]]
    with open(outcomes_file, "w") as file:
        json.dump(outcomes, file)
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
