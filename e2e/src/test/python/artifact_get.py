"""Downloads an artifact with the official client. Arguments: ENTITY/PROJECT/NAME:ALIAS and a folder."""

import sys

import wandb

name, root = sys.argv[1:3]
wandb.Api().artifact(name).download(root=root)
