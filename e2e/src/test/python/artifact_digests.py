"""Digests of folders as the official client computes them: prints one JSON object, folder name
to [digest, entries], and "ok" as its last line.

Usage: artifact_digests.py FOLDER; every folder in it is one artifact. Uses no server.
"""

import json
import os
import sys

import wandb

digests = {}
for name in sorted(os.listdir(sys.argv[1])):
    artifact = wandb.Artifact("digests", type="dataset")
    artifact.add_dir(os.path.join(sys.argv[1], name))
    entries = {path: [entry.digest, entry.size] for path, entry in artifact.manifest.entries.items()}
    digests[name] = [artifact.digest, entries]
print(json.dumps(digests))
print("ok")
