"""Reads an artifact that another client logged, and logs one for it to read.

Arguments: ENTITY/PROJECT/NAME:ALIAS of the artifact to read and a folder with the files that it must have.
Expects WANDB_BASE_URL and WANDB_API_KEY in the environment; prints "ok" as its last line.
"""

import os
import sys
import tempfile

import wandb


def files_below(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def main():
    path, expected = sys.argv[1:]
    entity, project, _ = path.split("/")
    with tempfile.TemporaryDirectory() as folder:
        artifact = wandb.Api().artifact(path)
        assert artifact.metadata == {"epochs": 2} and artifact.tags == ["from java"], (artifact.metadata, artifact.tags)
        target = artifact.download(root=os.path.join(folder, "read"))
        assert files_below(target) == files_below(expected), sorted(files_below(target))
        artifact.verify(root=target)

        run = wandb.init(entity=entity, project=project, dir=folder)
        same = wandb.Artifact(artifact.source_name.split(":")[0], type="model")
        same.add_dir(expected)
        run.log_artifact(same, aliases=["seen"]).wait()
        assert same.id == artifact.id, "both clients compute the same digest"
        made = wandb.Artifact("from-python", type="dataset")
        made.add_dir(expected)
        run.log_artifact(made).wait()
        run.finish()
    print("ok")


if __name__ == "__main__":
    main()
