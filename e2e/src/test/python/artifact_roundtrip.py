"""Artifacts with the official client: logged, found, used, changed, linked, downloaded and deleted.

Expects WANDB_BASE_URL and WANDB_API_KEY in the environment; prints "ok" as its last line.
"""

import hashlib
import json
import os
import random
import tempfile

import wandb

PROJECT = "artifacts"
ODD_NAME = "deep/er/note ü 100% #1?.txt"


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)
    return path


def files_below(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def fails(action, *words):
    try:
        action()
    except Exception as e:
        for word in words:
            assert word in str(e), (word, str(e))
        return
    raise AssertionError("no error")


def contents(folder):
    """Writes some files, among them an empty one, one with an odd name, and two with the same content."""
    big = random.Random(1).randbytes(3_000_000)
    files = {
        "weights.bin": big,
        "copy/weights.bin": big,
        "empty": b"",
        ODD_NAME: "grüße".encode(),
        "a.txt": b"hello",
    }
    for name, data in files.items():
        write(folder, name, data)
    return files


def log_versions(run, folder, files):
    artifact = wandb.Artifact("model", type="model", description="a model", metadata={"epochs": 2, "deep": {"x": [1]}})
    artifact.add_dir(folder)
    run.log_artifact(artifact, aliases=["best", "epoch-1"], tags=["tag one"])
    artifact.wait()
    assert artifact.version == "v0" and artifact.state == "COMMITTED", (artifact.version, artifact.state)
    assert sorted(artifact.aliases) == ["best", "epoch-1", "latest"], artifact.aliases
    assert artifact.tags == ["tag one"] and artifact.description == "a model"
    assert artifact.metadata == {"epochs": 2, "deep": {"x": [1]}}, artifact.metadata
    assert artifact.size == sum(len(data) for data in files.values()), artifact.size
    assert artifact.file_count == len(files)

    again = wandb.Artifact("model", type="model")
    again.add_dir(folder)
    run.log_artifact(again, aliases=["again"]).wait()
    assert again.id == artifact.id and again.version == "v0", "the same content is the same version"
    assert sorted(again.aliases) == ["again", "best", "epoch-1", "latest"], again.aliases

    changed = wandb.Artifact("model", type="model")
    changed.add_dir(folder)
    changed.add_file(write(folder, "../more.txt", b"more"), name="more.txt")
    run.log_artifact(changed, aliases=["best"]).wait()
    assert changed.version == "v1" and sorted(changed.aliases) == ["best", "latest"], changed.aliases

    single = run.log_artifact(write(folder, "../data.csv", b"a,b\n1,2\n"), name="data", type="dataset")
    single.wait()
    return artifact


def refused(run, folder):
    def wrong_type():
        artifact = wandb.Artifact("model", type="dataset")
        artifact.add_file(write(folder, "../other.txt", b"x"))
        run.log_artifact(artifact)

    fails(wrong_type, "model")
    fails(lambda: run.use_artifact("model:missing"), "model:missing")
    artifact = wandb.Artifact("reserved", type="model")
    artifact.add_file(write(folder, "../other.txt", b"x"))
    fails(lambda: run.log_artifact(artifact, aliases=["v7"]).wait(), "v7", "version")


def make(folder):
    source = os.path.join(folder, "source")
    files = contents(source)
    run = wandb.init(project=PROJECT, dir=folder, job_type="producer")
    artifact = log_versions(run, source, files)
    refused(run, source)
    run.finish()
    return run, artifact, files


def use(folder, entity, files):
    run = wandb.init(project=PROJECT, dir=folder, job_type="consumer")
    used = run.use_artifact("model:epoch-1")
    assert used.version == "v0" and used.type == "model"
    target = used.download(root=os.path.join(folder, "used"))
    assert files_below(target) == files
    used.verify(root=target)
    newest = run.use_artifact(f"{entity}/{PROJECT}/model:latest")
    assert newest.version == "v1", newest.version
    assert newest.get_entry("more.txt").download(root=os.path.join(folder, "one")).endswith("more.txt")

    draft = newest.new_draft()
    draft.remove("empty")
    with draft.new_file("added.json") as f:
        json.dump({"a": 1}, f)
    run.log_artifact(draft)
    draft.wait()
    assert draft.version == "v2" and sorted(draft.manifest.entries) == sorted(
        [name for name in files if name != "empty"] + ["more.txt", "added.json"]
    )
    run.config.update({"input": used})
    run.finish()
    return run


def incremental_and_distributed(folder, entity):
    run = wandb.init(project=PROJECT, dir=folder, group="together")
    added = wandb.Artifact("model", type="model", incremental=True)
    added.add_file(write(folder, "increment.txt", b"increment"))
    run.log_artifact(added).wait()
    names = sorted(wandb.Api().artifact(f"{entity}/{PROJECT}/model:latest").manifest.entries)
    assert "increment.txt" in names and "weights.bin" in names, names

    for part, last in [("one", False), ("two", False), ("three", True)]:
        artifact = wandb.Artifact("together", type="dataset")
        artifact.add_file(write(folder, f"{part}.txt", part.encode()))
        if last:
            run.finish_artifact(artifact).wait()
        else:
            run.upsert_artifact(artifact)
    whole = wandb.Api().artifact(f"{entity}/{PROJECT}/together:v0")
    assert sorted(whole.manifest.entries) == ["one.txt", "three.txt", "two.txt"], whole.manifest.entries
    assert files_below(whole.download(root=os.path.join(folder, "whole")))["two.txt"] == b"two"
    run.finish()


def references_and_tables(folder, entity):
    run = wandb.init(project=PROJECT, dir=folder)
    artifact = wandb.Artifact("references", type="dataset")
    target = write(folder, "elsewhere.txt", b"kept elsewhere")
    artifact.add_reference(f"file://{target}", name="elsewhere.txt")
    other = wandb.Api().artifact(f"{entity}/{PROJECT}/data:v0")
    artifact.add_reference(other.get_entry("data.csv"), name="other.csv")
    table = wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])
    artifact.add(table, "table")
    run.log_artifact(artifact).wait()
    run.log({"rows": table})
    run.finish()
    fetched = wandb.Api().artifact(f"{entity}/{PROJECT}/references:latest")
    found = files_below(fetched.download(root=os.path.join(folder, "references")))
    assert found["elsewhere.txt"] == b"kept elsewhere" and found["other.csv"] == b"a,b\n1,2\n", sorted(found)
    assert fetched.get("table").data == [[1, "x"], [2, "y"]]
    types = [type.name for type in wandb.Api().artifact_types(f"{entity}/{PROJECT}")]
    assert "run_table" in types, types


def listings(api, path, producer, consumer):
    assert {"model", "dataset"} <= {type.name for type in api.artifact_types(path)}
    assert api.artifact_type("model", path).name == "model"
    assert [collection.name for collection in api.artifact_collections(path, "model")] == ["model"]
    names = {collection.name for collection in api.artifact_type("dataset", path).collections(per_page=1)}
    assert {"data", "together", "references"} <= names, names
    found = api.artifact_type("dataset", path).collections(filters={"name": {"$regex": "^d"}}, order="+name")
    assert [collection.name for collection in found] == ["data"]
    assert [a.version for a in api.artifacts("model", f"{path}/model", per_page=2)] == ["v3", "v2", "v1", "v0"]
    assert [a.version for a in api.artifacts("model", f"{path}/model", tags=["tag one"])] == ["v0"]
    assert [a.version for a in api.artifacts("model", f"{path}/model", order="+createdAt")][0] == "v0"
    collection = api.artifact_collection("model", f"{path}/model")
    assert {"latest", "best", "again", "epoch-1"} == set(collection.aliases), collection.aliases
    assert collection.is_sequence()

    logged = [a.name for a in api.run(f"{path}/{producer.id}").logged_artifacts()]
    assert logged == ["model:v0", "model:v1", "data:v0"], logged
    used = [a.name for a in api.run(f"{path}/{consumer.id}").used_artifacts()]
    assert used == ["model:v0", "model:v1"], used
    artifact = api.artifact(f"{path}/model:v0")
    assert [run.id for run in artifact.used_by()] == [consumer.id]
    assert artifact.logged_by().id == producer.id
    assert api.artifact(f"{path}/model").version == "v3"
    assert not api.artifact_exists(f"{path}/model:v9") and api.artifact_exists(f"{path}/model:v1")
    assert api.artifact_collection_exists(f"{path}/model", "model")
    assert not api.artifact_collection_exists(f"{path}/nothing", "model")
    fails(lambda: api.artifact(f"{path}/model:nothing"), "model:nothing")
    config = api.run(f"{path}/{consumer.id}").config["input"]
    assert config["_type"] == "artifactVersion" and config["version"] == "v0", config


def files(api, path, expected):
    artifact = api.artifact(f"{path}/model:v0")
    listed = {file.name: file for file in artifact.files(per_page=2)}
    assert set(listed) == set(expected), sorted(listed)
    assert listed["a.txt"].size == 5 and len(artifact.files()) == len(expected)
    assert [file.name for file in artifact.files(names=["a.txt"])] == ["a.txt"]
    with tempfile.TemporaryDirectory() as folder:
        with listed["a.txt"].download(root=folder, replace=True) as f:
            assert f.read() == "hello"
    md5 = hashlib.md5(b"hello").hexdigest()
    assert artifact.manifest.entries["a.txt"].digest and md5


def fall_back(api, path, folder):
    """When the direct addresses no longer work, the client goes to those that it puts together itself."""
    import requests

    os.environ["WANDB_CACHE_DIR"] = os.path.join(folder, "no-cache")
    artifact = api.artifact(f"{path}/model:v0")
    real = requests.Session.get

    def expired(self, url, **options):
        if "/storage/contents/" in url:
            url = url.replace("signature=", "signature=0")
        return real(self, url, **options)

    requests.Session.get = expired
    try:
        target = artifact.download(root=os.path.join(folder, "fallen-back"), skip_cache=True)
    finally:
        requests.Session.get = real
    assert len(files_below(target)) == 5, sorted(files_below(target))


def change(api, path):
    artifact = api.artifact(f"{path}/model:v0")
    artifact.description = "described again"
    artifact.metadata["epochs"] = 3
    artifact.tags = ["other"]
    artifact.aliases.append("best")
    artifact.aliases.remove("again")
    artifact.save()
    fresh = wandb.Api()
    again = fresh.artifact(f"{path}/model:best")
    assert again.version == "v0" and again.description == "described again", (again.version, again.description)
    assert again.metadata["epochs"] == 3 and again.tags == ["other"], (again.metadata, again.tags)
    assert sorted(again.aliases) == ["best", "epoch-1"], again.aliases
    assert fresh.artifact(f"{path}/model:v1").aliases == []

    collection = fresh.artifact_collection("dataset", f"{path}/together")
    collection.name = "renamed"
    collection.description = "a collection"
    collection.type = "other-type"
    collection.tags = ["a", "b"]
    collection.save()
    collection = wandb.Api().artifact_collection("other-type", f"{path}/renamed")
    assert collection.description == "a collection" and sorted(collection.tags) == ["a", "b"]
    collection.delete()
    assert not wandb.Api().artifact_collection_exists(f"{path}/renamed", "other-type")


def link(api, path, entity):
    artifact = api.artifact(f"{path}/model:v1")
    linked = artifact.link(f"{entity}/model-registry/Champion", aliases=["production"])
    assert linked.is_link and linked.version == "v0", (linked.is_link, linked.version)
    assert sorted(linked.aliases) == ["latest", "production"], linked.aliases
    api.artifact(f"{path}/model:v2").link(f"{entity}/model-registry/Champion", aliases=["production"])
    fetched = wandb.Api().artifact(f"{entity}/model-registry/Champion:production")
    assert fetched.is_link and fetched.version == "v1" and fetched.source_version == "v2"
    with tempfile.TemporaryDirectory() as folder:
        assert "more.txt" in files_below(fetched.download(root=folder))
    links = wandb.Api().artifact(f"{path}/model:v2").linked_artifacts
    assert [link.qualified_name for link in links] == [f"{entity}/model-registry/Champion:v1"], links
    fetched.unlink()
    left = [a.name for a in wandb.Api().artifacts("model", f"{entity}/model-registry/Champion")]
    assert left == ["Champion:v0"], left
    assert wandb.Api().artifact(f"{entity}/model-registry/Champion:latest").version == "v0"


def delete(api, path):
    artifact = api.artifact(f"{path}/model:v0")
    fails(artifact.delete, "aliases")
    artifact.delete(delete_aliases=True)
    fresh = wandb.Api()
    assert not fresh.artifact_exists(f"{path}/model:v0")
    with tempfile.TemporaryDirectory() as folder:
        assert len(files_below(fresh.artifact(f"{path}/model:v1").download(root=folder))) == 6, "shared content stays"
    newest = fresh.artifact(f"{path}/model:latest")
    newest.delete(delete_aliases=True)
    assert wandb.Api().artifact(f"{path}/model:latest").version == "v2"


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WANDB_CACHE_DIR"] = os.path.join(folder, "cache")
        os.environ["WANDB_DATA_DIR"] = os.path.join(folder, "data")
        entity = wandb.Api().default_entity
        path = f"{entity}/{PROJECT}"
        producer, artifact, expected = make(folder)
        consumer = use(folder, entity, expected)
        incremental_and_distributed(folder, entity)
        references_and_tables(folder, entity)
        listings(wandb.Api(), path, producer, consumer)
        files(wandb.Api(), path, expected)
        fall_back(wandb.Api(), path, folder)
        change(wandb.Api(), path)
        link(wandb.Api(), path, entity)
        delete(wandb.Api(), path)
    print("ok")


if __name__ == "__main__":
    main()
