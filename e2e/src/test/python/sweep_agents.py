"""Sweeps and agents of the official client, read back by its public API.

Expects WANDB_BASE_URL and WANDB_API_KEY in the environment; prints "ok" as its last line.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import time

import wandb

PROJECT = "python-sweeps"
GRID = {
    "method": "grid",
    "name": "a grid",
    "metric": {"name": "score", "goal": "minimize"},
    "parameters": {"x": {"values": [1, 2, 3]}, "y": {"values": [0.5, 1.0]}, "opt": {"value": "sgd"}},
}
RANDOM = {
    "method": "random",
    "metric": {"name": "score", "goal": "minimize"},
    "run_cap": 5,
    "parameters": {"x": {"min": 1, "max": 100}, "y": {"min": 0.0, "max": 1.0}},
}
BAYES = dict(RANDOM, method="bayes", run_cap=4, early_terminate={"type": "hyperband", "min_iter": 2})
TPE = dict(RANDOM, method="tpe", run_cap=4)
ALL_POINTS = [(x, y) for x in (1, 2, 3) for y in (0.5, 1.0)]
# Agents ask every five seconds; that is long for a test.
FUNCTION_AGENT = textwrap.dedent("""
    import sys
    import wandb
    from wandb.agents import pyagent

    pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.3

    def train():
        run = wandb.init(config={"x": -1, "own": "default"})
        config = run.config
        assert config["x"] != -1 and config["own"] == "default", dict(config)
        for i in range(3):
            run.log({"score": config["x"] ** 2 + config["y"] + (2 - i)})

    sys.stdout.reconfigure(line_buffering=True)
    wandb.agent(sys.argv[1], function=train, project=sys.argv[2])
""")
PROGRAM = textwrap.dedent("""
    import argparse
    import time
    import wandb

    parser = argparse.ArgumentParser()
    parser.add_argument("--x", type=int)
    parser.add_argument("--y", type=float)
    parser.add_argument("--opt")
    arguments = parser.parse_args()
    run = wandb.init(settings=wandb.Settings(x_file_stream_transmit_interval=0.2))
    assert run.config["x"] == arguments.x and run.config["opt"] == arguments.opt
    for i in range(3):
        run.log({"score": arguments.x ** 2 + arguments.y + (2 - i)})
    while arguments.opt == "endless":
        time.sleep(0.1)
        run.log({"score": 0})
    run.finish()
""")
CLI_AGENT = textwrap.dedent("""
    import sys
    from wandb import wandb_agent
    from wandb.cli import cli

    wandb_agent.Agent.POLL_INTERVAL = 0.3
    cli.cli(["agent"] + sys.argv[1:])
""")


def start(folder, name, script, *arguments):
    path = os.path.join(folder, name)
    os.makedirs(path, exist_ok=True)
    program = os.path.join(path, "agent.py")
    with open(program, "w") as f:
        f.write(script)
    log = open(os.path.join(path, "agent.log"), "w")
    environment = dict(os.environ, PATH=os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", ""))
    return subprocess.Popen(
        [sys.executable, program, *map(str, arguments)],
        cwd=path, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment,
    )


def wait(folder, name, agent, seconds=300):
    try:
        code = agent.wait(seconds)
    except subprocess.TimeoutExpired:
        agent.kill()
        code = "none: it took too long"
    with open(os.path.join(folder, name, "agent.log")) as f:
        output = f.read()
    assert code == 0, f"agent {name} ended with code {code}:\n{output}"
    return output


def cli(*arguments):
    command = [sys.executable, "-m", "wandb", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def until(claim, what, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return
        time.sleep(0.2)
    raise AssertionError(f"did not come about: {what}")


def points(runs):
    return sorted((run.config["x"], run.config["y"]) for run in runs)


def functions_with_two_agents_each(folder):
    grid = wandb.sweep(GRID, project=PROJECT)
    capped = wandb.sweep(RANDOM, project=PROJECT)
    learned = [wandb.sweep(config, project=PROJECT) for config in (BAYES, TPE)]
    assert wandb.Api().sweep(f"{PROJECT}/{grid}").state == "PENDING"
    agents = {f"{sweep}-{i}": start(folder, f"{sweep}-{i}", FUNCTION_AGENT, sweep, PROJECT)
              for sweep in (grid, capped) for i in range(2)}
    for name, agent in agents.items():
        wait(folder, name, agent)
    agents = {sweep: start(folder, sweep, FUNCTION_AGENT, sweep, PROJECT) for sweep in learned}
    for name, agent in agents.items():
        wait(folder, name, agent)
    check_grid(grid)
    check_random(capped, 5)
    for sweep in learned:
        check_random(sweep, 4)


def check_grid(sweep_id):
    api = wandb.Api()
    sweep = api.sweep(f"{api.default_entity}/{PROJECT}/{sweep_id}")
    assert sweep.state == "FINISHED", sweep.state
    assert sweep.name == "a grid" and sweep.config["method"] == "grid", (sweep.name, sweep.config)
    assert sweep.expected_run_count == 6, sweep.expected_run_count
    runs = list(sweep.runs)
    assert points(runs) == ALL_POINTS, points(runs)
    assert {run.state for run in runs} == {"finished"}, [run.state for run in runs]
    assert all(run.config["opt"] == "sgd" and run.config["own"] == "default" for run in runs)
    best = sweep.best_run()
    assert (best.config["x"], best.config["y"]) == (1, 0.5), best.config
    assert best.summary["score"] == 1.5, best.summary
    assert sweep._attrs["bestLoss"] == 1.5, sweep._attrs
    assert best.sweep.id == sweep_id, best.sweep
    assert all(len(list(run.scan_history())) == 3 for run in runs)

    listed = sweep.agents()
    assert len(listed) == 2, listed
    given = [run.id for agent in listed for run in agent.runs()]
    assert sorted(given) == sorted(run.id for run in runs), given
    assert sweep.agent(listed[0]._attrs["name"])._attrs["state"] == "FINISHED"
    assert sweep_id in [found.id for found in api.project(PROJECT, api.default_entity).sweeps()]


def check_random(sweep_id, count):
    sweep = wandb.Api().sweep(f"{PROJECT}/{sweep_id}")
    assert sweep.state == "FINISHED", sweep.state
    assert len(sweep.runs) == count and sweep.expected_run_count == count, (len(sweep.runs), sweep.expected_run_count)
    for x, y in points(sweep.runs):
        assert isinstance(x, int) and 1 <= x <= 100 and 0 <= y <= 1, (x, y)
    assert len(set(points(sweep.runs))) == count, points(sweep.runs)


def command_line(folder):
    path = os.path.join(folder, "cli")
    os.makedirs(path)
    with open(os.path.join(path, "train.py"), "w") as f:
        f.write(PROGRAM)
    file = os.path.join(path, "sweep.yaml")
    with open(file, "w") as f:
        json.dump(dict(GRID, program="train.py", parameters=dict(GRID["parameters"], x={"values": [1, 2]})), f)
    code, output = cli("sweep", "-p", PROJECT, file)
    assert code == 0, output
    sweep_path = re.search(r"wandb agent (\S+)", output).group(1)
    output = wait(folder, "cli", start(folder, "cli", CLI_AGENT, sweep_path))
    assert "Received exit command" in output, output
    sweep = wandb.Api().sweep(sweep_path)
    assert sweep.state == "FINISHED" and points(sweep.runs) == ALL_POINTS[:4], (sweep.state, points(sweep.runs))
    assert {run.state for run in sweep.runs} == {"finished"}
    return path


def states(folder, path):
    file = os.path.join(path, "endless.yaml")
    with open(file, "w") as f:
        json.dump(dict(GRID, program="train.py", parameters={
            "x": {"values": [1, 2, 3]}, "y": {"value": 0.5}, "opt": {"value": "endless"}}), f)
    code, output = cli("sweep", "-p", PROJECT, file)
    assert code == 0, output
    sweep_path = re.search(r"wandb agent (\S+)", output).group(1)

    def sweep():
        return wandb.Api().sweep(sweep_path)

    code, output = cli("sweep", "--pause", sweep_path)
    assert code != 0 and "Cannot pause pending sweep" in output, output
    agent = start(folder, "cli", CLI_AGENT, sweep_path)
    until(lambda: len(sweep().runs) == 1 and sweep().runs[0].state == "running", "a run begins")
    code, output = cli("sweep", "--pause", sweep_path)
    assert code == 0 and sweep().state == "PAUSED", (output, sweep().state)
    sweep().runs[0].stop()
    until(lambda: sweep().runs[0].state == "killed", "the run is stopped")
    time.sleep(1.5)
    assert len(sweep().runs) == 1, "a paused sweep gives no runs"
    code, output = cli("sweep", "--resume", sweep_path)
    assert code == 0 and sweep().state == "RUNNING", (output, sweep().state)
    until(lambda: len(sweep().runs) == 2 and sweep().runs[1].state == "running", "the next run begins")
    code, output = cli("sweep", "--cancel", sweep_path)
    assert code == 0 and sweep().state == "CANCELED", (output, sweep().state)
    wait(folder, "cli", agent)
    assert {run.state for run in sweep().runs} == {"killed"}, [run.state for run in sweep().runs]
    code, output = cli("sweep", "--stop", sweep_path)
    assert code != 0 and "already canceled" in output, output


def refusals():
    wrong = {"method": "gird", "parameters": {"x": {"valuse": [1]}}}
    for config, words in ((wrong, ["method", "gird", "parameters.x"]), (dict(GRID, method="custom"), ["custom", "bayes", "grid"])):
        try:
            wandb.sweep(config, project=PROJECT)
            raise AssertionError(f"accepted: {config}")
        except Exception as e:
            for word in words:
                assert word in str(e), (word, str(e))
    try:
        wandb.agent("nosuchid", function=lambda: None, project=PROJECT)
        raise AssertionError("worked on a sweep that does not exist")
    except Exception as e:
        assert "nosuchid" in str(e), str(e)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        functions_with_two_agents_each(folder)
        states(folder, command_line(folder))
        refusals()
    print("ok")


if __name__ == "__main__":
    main()
