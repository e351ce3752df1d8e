"""Digests and manifests of folders as the official client makes them: writes one JSON object to the file OUT, folder name
to {"digest", "manifest", "metadata"}, and prints "ok" as its last line.

Usage: artifact_digests.py FOLDER OUT; every folder in FOLDER is one artifact, with the files below "files" and what
"plan.json" says: {"metadata", "prefix", "references": [{"uri", "name", "checksum"}]}. Uses no server.
"""

import json
import os
import sys

import wandb


def build(folder):
    with open(os.path.join(folder, "plan.json"), encoding="utf-8") as f:
        plan = json.load(f)
    artifact = wandb.Artifact("digests", type="dataset", metadata=plan["metadata"])
    artifact.add_dir(os.path.join(folder, "files"), name=plan["prefix"] or None)
    for reference in plan["references"]:
        artifact.add_reference(reference["uri"], name=reference["name"], checksum=reference["checksum"])
    return {"digest": artifact.digest, "manifest": artifact.manifest.to_manifest_json(), "metadata": artifact.metadata}


def main():
    root, out = sys.argv[1:]
    built = {name: build(os.path.join(root, name)) for name in sorted(os.listdir(root))}
    with open(out, "w", encoding="utf-8") as f:
        json.dump(built, f)
    print("ok")


if __name__ == "__main__":
    main()
