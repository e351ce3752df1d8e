"""A run as short as runs get, for the lines that the terminal shows. Argument: "end" or "throw"."""

import sys

import wandb

run = wandb.init(project="terminal")
for i in range(3):
    run.log({"acc": i / 4, "big": 1e6, "name": "x" * 30, "ok": True, "nested": {"a": 1}})
if sys.argv[1] == "throw":
    raise RuntimeError("boom")
run.finish()
