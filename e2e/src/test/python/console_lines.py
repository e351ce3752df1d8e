"""Prints what a JSON file says with the official client watching: a list of [to standard error, text], each one write.

Usage: console_lines.py FILE ID; prints "ok" when the run has ended.
"""

import json
import sys

import wandb

with open(sys.argv[1], encoding="utf-8") as f:
    pieces = json.load(f)
run = wandb.init(project="console", id=sys.argv[2], settings=wandb.Settings(x_disable_stats=True, silent=True))
for to_error, text in pieces:
    (sys.stderr if to_error else sys.stdout).write(text)
run.write_logs("one line\nand another")
run.finish()
print("\nok")
