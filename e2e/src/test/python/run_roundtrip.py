"""A run from the first line to the last with the official client, read back by its public API.

Expects WANDB_BASE_URL and WANDB_API_KEY in the environment; prints "ok" as its last line.
"""

import math
import os
import signal
import tempfile
import time

import wandb

PROJECT = "round-trip"
STEPS = 60


def log_a_run(folder):
    run = wandb.init(
        project=PROJECT,
        dir=folder,
        group="first-group",
        job_type="train",
        tags=["red", "blue"],
        notes="a note",
        config={"lr": 0.1, "nested": {"a": 1, "b": [1, 2]}, "big": 1e6, "none": None},
    )
    words = run.name.split("-")
    assert len(words) == 3 and words[2].isdigit(), run.name
    run.define_metric("best", summary="max")
    for i in range(STEPS):
        run.log({"loss": 1.0 / (i + 1), "i": i, "best": -i, "deep": {"x": {"y": i * 2}}, "name": f"row {i}"})
    run.log({"nan": float("nan"), "inf": float("inf"), "ninf": float("-inf"), "flag": True, "list": [1, 2.5]})
    run.log({"late": 1}, step=100)
    run.log({"histogram": wandb.Histogram(np_histogram=([1, 2, 1], [0, 1, 2, 3]))})
    run.config["added"] = "later"
    run.summary["chosen"] = "by hand"
    path = os.path.join(folder, "note ü 100%.txt")
    with open(path, "w") as f:
        f.write("hello\n" * 1000)
    run.save(path, base_path=folder, policy="now")
    print("a console line")
    run.alert("an alert", "with text", level=wandb.AlertLevel.WARN)
    run.finish()
    return run


def same(a, b):
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    return a == b


def check_what_was_logged(api, path, folder):
    run = api.run(path)
    assert run.state == "finished", run.state
    assert run.group == "first-group" and run.job_type == "train", (run.group, run.job_type)
    assert sorted(run.tags) == ["blue", "red"], run.tags
    assert run.notes == "a note"
    assert run.config == {
        "lr": 0.1, "nested": {"a": 1, "b": [1, 2]}, "big": 1000000, "none": None, "added": "later",
    }, run.config
    summary = run.summary
    assert summary["loss"] == 1.0 / STEPS and summary["chosen"] == "by hand", dict(summary)
    assert summary["best"]["max"] == 0, summary["best"]
    assert math.isnan(summary["nan"]), summary["nan"]

    rows = list(run.scan_history())
    assert len(rows) == STEPS + 2, len(rows)
    assert [row["_step"] for row in rows] == list(range(STEPS)) + [60, 100]
    for i, row in enumerate(rows[:STEPS]):
        assert row["loss"] == 1.0 / (i + 1) and row["i"] == i and row["name"] == f"row {i}", row
        assert row["deep"] == {"x": {"y": i * 2}}, row
    odd = rows[STEPS]
    assert math.isnan(odd["nan"]) and odd["inf"] == math.inf and odd["ninf"] == -math.inf, odd
    assert odd["flag"] is True and odd["list"] == [1, 2.5], odd
    assert rows[-1]["histogram"]["_type"] == "histogram", rows[-1]
    some = list(run.scan_history(keys=["loss", "i"], page_size=7))
    assert [row["i"] for row in some] == list(range(STEPS)), some

    full = run.history(samples=1000, pandas=False)
    assert len(full) == STEPS + 2, len(full)
    assert len(run.history(samples=10, pandas=False)) == 10
    picked = run.history(keys=["loss", "deep.x.y"], samples=1000, pandas=False)
    assert [row["deep.x.y"] for row in picked] == [2 * i for i in range(STEPS)], picked
    assert run.lastHistoryStep == 100, run.lastHistoryStep

    names = {file.name: file for file in run.files()}
    for name in ["config.yaml", "wandb-summary.json", "wandb-metadata.json", "output.log", "note ü 100%.txt"]:
        assert name in names, (name, sorted(names))
    assert names["note ü 100%.txt"].size == 6000
    with names["note ü 100%.txt"].download(root=folder, replace=True) as f:
        assert f.read() == "hello\n" * 1000
    assert [f.name for f in run.files(names=["config.yaml"])] == ["config.yaml"]
    assert {f.name for f in run.files(pattern="%.json")} == {"wandb-summary.json", "wandb-metadata.json"}
    assert len(run.files(per_page=2)) == len(names)
    lines = [line.content for line in run.console_logs()]
    assert any("a console line" in line for line in lines), lines
    assert [line.content for line in run.console_logs(last=1)] == lines[-1:]


def resume(folder, run_id):
    run = wandb.init(project=PROJECT, dir=folder, id=run_id, resume="must")
    assert run.resumed and run.step in (0, 101), (run.resumed, run.step)
    assert run.config["lr"] == 0.1 and run.name, dict(run.config)
    run.log({"after": 1})
    run.finish(exit_code=3)


def check_resumed(api, path):
    run = api.run(path)
    assert run.state == "failed", run.state
    rows = list(run.scan_history())
    assert rows[-1]["after"] == 1 and rows[-1]["_step"] == 101, rows[-1]
    assert len(rows) == STEPS + 3
    assert run.summary["loss"] == 1.0 / STEPS and run.summary["after"] == 1
    assert run.config["added"] == "later"


def edit(api, path):
    run = api.run(path)
    run.tags.append("green")
    run.notes = "another note"
    run.display_name = "renamed"
    run.config["lr"] = 0.5
    run.summary["edited"] = 7
    run.update()
    again = wandb.Api().run(path)
    assert sorted(again.tags) == ["blue", "green", "red"] and again.notes == "another note"
    assert again.display_name == "renamed" and again.config["lr"] == 0.5 and again.summary["edited"] == 7
    assert again.state == "failed", again.state


def search(api, entity):
    project = f"searched-{time.time_ns()}"
    runs = []
    for i in range(3):
        run = api.create_run(entity=entity, project=project)
        run.load(force=True)
        run.config["i"] = i
        run.summary["score"] = [5, 1, 3][i]
        run.update()
        runs.append(run.id)
    path = f"{entity}/{project}"
    assert [r.id for r in api.runs(path)] == runs
    assert [r.id for r in api.runs(path, order="-created_at", per_page=1)] == runs[::-1]
    assert [r.id for r in api.runs(path, order="+summary_metrics.score")] == [runs[1], runs[2], runs[0]]
    assert [r.id for r in api.runs(path, filters={"config.i": {"$gte": 1}})] == runs[1:]
    assert [r.id for r in api.runs(path, filters={"$or": [{"config.i.value": 0}, {"name": runs[2]}]})] == [runs[0], runs[2]]
    assert len(api.runs(path, filters={"summary_metrics.score": {"$in": [1, 3]}, "state": "running"})) == 2
    assert project in [found.name for found in api.projects(entity)]
    found = api.run(f"{path}/{runs[0]}")
    found.delete()
    assert [r.id for r in wandb.Api().runs(path)] == runs[1:]


def stop(folder):
    # A process started in the background may ignore SIGINT, by which the client interrupts its script.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    run = wandb.init(project=PROJECT, dir=folder, settings=wandb.Settings(x_file_stream_transmit_interval=0.2))
    run.log({"x": 1})
    api = wandb.Api()
    api.run(f"{run.entity}/{run.project}/{run.id}").stop()
    try:
        for _ in range(1500):
            run.log({"x": 1})
            time.sleep(0.2)
        raise AssertionError("the run was not interrupted")
    except KeyboardInterrupt:
        run.finish(exit_code=255)
    assert wandb.Api().run(f"{run.entity}/{run.project}/{run.id}").state == "killed"


def main():
    with tempfile.TemporaryDirectory() as folder:
        api = wandb.Api()
        entity = api.default_entity
        assert api.viewer.username == entity, (api.viewer.username, entity)
        run = log_a_run(folder)
        path = f"{entity}/{PROJECT}/{run.id}"
        check_what_was_logged(wandb.Api(), path, folder)
        resume(folder, run.id)
        check_resumed(wandb.Api(), path)
        edit(wandb.Api(), path)
        search(wandb.Api(), entity)
        stop(folder)
    print("ok")


if __name__ == "__main__":
    main()
