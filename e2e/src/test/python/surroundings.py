"""Records a run in a repository as the official client does, and tells what is known of it and of another client's run.

Arguments: the path of the other run, the repository, the file for the answer.
"""

import json
import os
import sys
import time

import wandb

other, repository, answer = sys.argv[1:4]
os.chdir(repository)
project = other.split("/")[1]
run = wandb.init(
    project=project,
    dir=repository,
    settings=wandb.Settings(x_stats_sampling_interval=0.5, save_code=True, program="train.py"),
)
run.log({"x": 1})
time.sleep(1.5)
run.finish()

api = wandb.Api()


def known(path):
    found = api.run(path)
    patches = {}
    for file in found.files():
        if file.name.endswith(".patch") or file.name == "requirements.txt":
            with file.download(root=os.path.join(os.path.dirname(answer), found.id), exist_ok=True) as content:
                patches[file.name] = content.read()
    return {
        "events": found.history(stream="events", samples=500, pandas=False),
        "system": {key: value for key, value in found.system_metrics.items()},
        "metadata": found.metadata,
        "commit": found.commit,
        "files": sorted(file.name for file in found.files()),
        "patches": patches,
    }


with open(answer, "w", encoding="utf-8") as out:
    json.dump({"official": known("/".join([run.entity, project, run.id])), "java": known(other)}, out)
print("ok")
