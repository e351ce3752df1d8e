"""Logs as many images and rows of a table as VolumesTest, with the official client; prints what that took, then "ok".

Usage: volumes.py IMAGES ROWS, with WANDB_BASE_URL and WANDB_API_KEY in the environment, or WANDB_MODE=offline."""
import math
import sys
import time

import numpy
import wandb

images, rows = int(sys.argv[1]), int(sys.argv[2])


def image(number):
    bits = [(number >> i & 1) * 255 for i in range(32)] + [0] * 32
    return wandb.Image(numpy.array(bits, dtype=numpy.uint8).reshape(8, 8))


start = time.perf_counter()
data = [[i, f"prediction number {i}", math.sin(i), i % 2 == 0] for i in range(rows)]
table = wandb.Table(columns=["id", "text", "score", "good"], data=data)
print(f"table of {rows} rows: made in {time.perf_counter() - start:.2f} s")
begin = time.perf_counter()
with wandb.init(project="volumes", settings=wandb.Settings(console="off", silent=True, x_disable_stats=True)) as run:
    start, work = time.perf_counter(), time.thread_time()
    run.log({"table": table})
    print(f"table of {rows} rows: log() {time.perf_counter() - start:.2f} s, of work {time.thread_time() - work:.2f} s")
    begin, work = time.perf_counter(), time.thread_time()
    taken = []
    for i in range(images):
        row = {"image": image(i)}
        start = time.perf_counter()
        run.log(row)
        taken.append(time.perf_counter() - start)
    taken.sort()
    print(
        f"{images} images logged in {time.perf_counter() - begin:.1f} s, of work"
        f" {(time.thread_time() - work) / images * 1e3:.3f} ms each; log(): p50 {taken[images // 2] * 1e3:.3f} ms,"
        f" p99 {taken[images * 99 // 100] * 1e3:.3f} ms, longest {taken[-1] * 1e3:.1f} ms"
    )
print(f"all of them sent after {time.perf_counter() - begin:.1f} s")
print("ok")
