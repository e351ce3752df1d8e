"""What the official client's log() and init() cost, measured as LogBenchmark and RunCost measure ours.

Needs `wandb`; WANDB_BASE_URL and WANDB_API_KEY name the server for init() and for rows that are sent."""

import random
import time

import wandb


def settings():
    return wandb.Settings(x_disable_stats=True, console="off")


def start(mode):
    return wandb.init(mode=mode, project="benchmarks", settings=settings())


def prepared(scalars):
    return [{f"metric/{i}": random.random() for i in range(scalars)} for _ in range(1024)]


def calls(scalars, seconds=5):
    rows = prepared(scalars)
    run = start("offline")
    costs = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        row = rows[len(costs) % len(rows)]
        before = time.perf_counter()
        run.log(row)
        costs.append(time.perf_counter() - before)
    run.finish()
    costs = sorted(costs[len(costs) // 10:])
    p50, p99 = costs[len(costs) // 2] * 1e6, costs[len(costs) * 99 // 100] * 1e6
    print(f"official log() of {scalars} scalars: p50 {p50:.0f} us, p99 {p99:.0f} us, "
          f"{len(costs) / sum(costs):.0f} rows/s", flush=True)


def inits(mode, times=6):
    costs = []
    for _ in range(times):
        before = time.perf_counter()
        run = start(mode)
        costs.append(time.perf_counter() - before)
        run.finish()
    print(f"official init() {mode}: first {costs[0] * 1e3:.0f} ms, then p50 "
          f"{sorted(costs[1:])[len(costs) // 2 - 1] * 1e3:.0f} ms", flush=True)


def sent(rows=20_000):
    data = prepared(10)
    run = start("online")
    before = time.perf_counter()
    for i in range(rows):
        run.log(data[i % len(data)])
    run.finish()
    print(f"official {rows} rows to the server: {rows / (time.perf_counter() - before):.0f} rows/s", flush=True)


if __name__ == "__main__":
    random.seed(1)
    for count in (1, 10, 100):
        calls(count)
    inits("offline")
    inits("online")
    sent()
