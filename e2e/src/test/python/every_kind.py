"""Logs one of everything with the official client, offline; prints the folder of the run as {"folder": ...}, then "ok".

Usage: every_kind.py FOLDER
"""

import json
import math
import os
import sys
import time

import wandb

folder = sys.argv[1]
run = wandb.init(
    project="from-python",
    id="every-kind",
    dir=folder,
    mode="offline",
    name="first name",
    group="group",
    job_type="train",
    notes="first notes",
    tags=["red", "blue"],
    config={"lr": 0.1, "whole": 1.0, "none": None, "net": {"width": [64, 64]}, "text": "ü \"q\" 😀", "inf": math.inf},
    settings=wandb.Settings(x_stats_sampling_interval=0.2),
)
run.define_metric("epoch")
run.define_metric("val/*", step_metric="epoch", summary="min,last")
run.define_metric("acc", summary="max,mean")
run.define_metric("acc", summary="first")
run.define_metric("late", step_metric="never logged")
run.define_metric("secret", hidden=True, summary="none")
for i in range(1000):
    row = {"train/loss": 1.0 / (i + 1), "i": i, "whole": float(i), "tiny": i * 1e-9, "deep": {"x": {"y": i}, "z": -i}}
    if i % 10 == 0:
        row |= {"epoch": i // 10, "acc": math.sin(i)}
    if i % 7 == 0:
        row |= {"val/loss": 2.0 / (i + 1), "secret": i, "late": i}
    if i % 100 == 0:
        row |= {"odd": [math.nan, math.inf, -math.inf][i // 100 % 3], "flag": i % 200 == 0, "list": [i, 2.5, "x", None]}
        row |= {"none": None, "a.b": i, "text": f"row {i} ü 😀 \"q\" \\"}
    if i % 250 == 0:
        row["dist"] = wandb.Histogram(np_histogram=([1, 2, 1], [0, 1, 2, i + 3]))
    run.log(row)
    if i % 100 == 0:
        print(f"row {i} ü 😀 \t <&> \"q\" \\ \x1b[31mred\x1b[0m")
        print(f"warning {i}", file=sys.stderr)
    print(f"\r{i / 10:5.1f} % ", end="", file=sys.stderr)
    if i == 500:
        run.name = "second name"
        run.tags = ("green", "blue")
        run.notes = "second notes"
        run.config.update({"added": "later", "net": {"depth": 3}}, allow_val_change=True)
print("\none line up\x1b[A\rwritten over\x1b[B\n\nthe end")
print("x" * 5000)
for i in range(40):
    print("line", i)
print("\x1b[A" * 50 + "as far up as the cursor goes")
run.write_logs("one\ntwo")
print("no line feed at the end", end="")
sys.stdout.flush()
table = wandb.Table(columns=["word", "count", "share"], data=[["one", 1, 0.5], ["ü", 2, math.nan]])
run.log({"page": wandb.Html("<p>hello</p>"), "words": table})
run.log({"first half": 1}, step=2000)
run.log({"second half": 2}, step=2000)
run.log({"far": 1}, step=3000)
run.summary["chosen"] = "by hand"
run.summary["train/loss"] = -1.5
path = os.path.join(folder, "sub", "note ü 100%.txt")
os.makedirs(os.path.dirname(path))
with open(path, "w") as f:
    f.write("hello\n" * 1000)
run.save(path, base_path=folder, policy="now")
artifact = wandb.Artifact("weights", "model", description="what was learned", metadata={"accuracy": 0.5})
artifact.add_file(path, "deep/note.txt")
with artifact.new_file("weights.bin") as f:
    f.write("0123456789")
run.log_artifact(artifact, aliases=["best"])
run.alert("an alert", "with text", level=wandb.AlertLevel.WARN)
time.sleep(0.5)  # for a few samples of the system's metrics
place = os.path.dirname(run.settings.files_dir)
run.finish(exit_code=3)
print(json.dumps({"folder": place}))
print("ok")
