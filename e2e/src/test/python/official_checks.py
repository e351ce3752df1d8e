"""The checks that the official client brings to verify a server, but for those of HTTPS and of a bucket's CORS.

Expects WANDB_BASE_URL and WANDB_API_KEY in the environment; prints "ok" as its last line.
"""

import os

import wandb
from wandb.sdk.verify import verify


def main():
    api = wandb.Api()
    host = os.environ["WANDB_BASE_URL"]
    assert verify.check_logged_in(api, host)
    assert verify.check_graphql_put(api, host)[0]
    assert verify.check_large_post()
    assert verify.check_run(api)
    assert verify.check_artifacts()
    assert verify.check_sweeps(api)
    print("ok")


if __name__ == "__main__":
    main()
