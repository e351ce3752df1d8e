"""What the official client needs for one step of ArtifactCost: prints "seconds S", "megabytes M" (the largest memory of
its two processes) and "processor seconds P".

Usage: artifact_cost.py upload NAME FOLDER immutable|mutable, or artifact_cost.py download NAME ROOT.
WANDB_BASE_URL, WANDB_API_KEY, WANDB_PROJECT and WANDB_CACHE_DIR name the server, the project and the cache.
"""

import resource
import sys
import time

import wandb


def upload(name, folder, policy):
    run = wandb.init(settings=wandb.Settings(x_disable_stats=True, console="off", silent=True))
    start = time.perf_counter()
    artifact = wandb.Artifact(name, type="dataset")
    artifact.add_dir(folder, policy=policy)
    run.log_artifact(artifact).wait()
    seconds = time.perf_counter() - start
    run.finish()
    return seconds


def download(name, root):
    artifact = wandb.Api().artifact(name)
    start = time.perf_counter()
    artifact.download(root=root)
    return time.perf_counter() - start


def main():
    step, *arguments = sys.argv[1:]
    seconds = {"upload": upload, "download": download}[step](*arguments)
    wandb.teardown()
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(f"seconds {seconds:.3f}")
    print(f"megabytes {(own.ru_maxrss + children.ru_maxrss) / 1024:.0f}")
    print(f"processor seconds {processor:.1f}")


if __name__ == "__main__":
    main()
