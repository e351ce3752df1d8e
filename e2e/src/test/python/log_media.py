"""Logs one of every kind of value, for a comparison with the same program in another language.

The folder of inputs is the first argument, the id of the run the second."""
import datetime
import json
import math
import pathlib
import sys

import numpy
import plotly.graph_objects
import wandb

folder = pathlib.Path(sys.argv[1])
inputs = json.loads((folder / "inputs.json").read_text())


def pixels(height, width, channels):
    """The same picture as in the other program: a formula of place and channel."""
    rows = [
        [[(y * 31 + x * 17 + c * 77) % 256 for c in range(channels)] for x in range(width)]
        for y in range(height)
    ]
    return numpy.array(rows, dtype=numpy.uint8)


def images(run):
    run.log({"rgb": wandb.Image(pixels(8, 12, 3), caption="a field", grouping=3)})
    run.log({"grey": wandb.Image(pixels(5, 7, 1)), "rgba": wandb.Image(pixels(4, 4, 4))})
    run.log({"file": wandb.Image(str(folder / "picture.png"))})
    run.log({"nested": {"deep/er": wandb.Image(pixels(2, 2, 3))}})
    overlaid = wandb.Image(
        pixels(16, 16, 3),
        boxes={
            "predictions": {
                "box_data": [
                    {
                        "position": {"minX": 0.1, "maxX": 0.25, "minY": 0.3, "maxY": 0.5},
                        "class_id": 1,
                        "box_caption": "cat",
                        "scores": {"acc": 0.5, "loss": 1.25},
                    },
                    {
                        "position": {"middle": [8, 4], "width": 6, "height": 3},
                        "domain": "pixel",
                        "class_id": 2,
                    },
                ],
                "class_labels": {1: "cat", 2: "dog"},
            },
            "unnamed": {
                "box_data": [{"position": {"minX": 0, "maxX": 1, "minY": 0, "maxY": 1}, "class_id": 7}]
            },
        },
        masks={
            "truth": {
                "mask_data": numpy.array([[0, 1, 2, 100]] * 16, dtype=numpy.uint8),
                "class_labels": {0: "road", 1: "sky", 2: "tree"},
            },
            "plain": {"mask_data": numpy.array([[3, 4]] * 16, dtype=numpy.uint8)},
        },
        classes=[{"id": 9, "name": "extra"}],
    )
    run.log({"overlaid": overlaid})
    run.log({"list": [wandb.Image(pixels(3, 3, 3), caption=f"no {i}") for i in range(3)]})
    run.log({"many": [wandb.Image(numpy.full((2, 2, 3), i, dtype=numpy.uint8)) for i in range(110)]})
    return overlaid


MARKDOWN_STYLE = (
    "<style>body{font:14px/1.5 system-ui,sans-serif}"
    "table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.2em .6em}"
    "pre{background:#f4f4f4;padding:.6em;overflow:auto}img{max-width:100%}</style>\n"
)


def other_media(run):
    run.log({"sound": wandb.Audio(str(folder / "tone.wav"), sample_rate=8000, caption="a tone")})
    run.log({"sounds": [wandb.Audio(str(folder / "tone.wav"), sample_rate=8000, caption=c) for c in ("one", None)]})
    run.log({"samples": wandb.Audio(numpy.array([0.0, 0.5, -0.5, 1.0, -1.0, 0.25]), sample_rate=8000)})
    run.log({"film": wandb.Video(str(folder / "film.mp4"), caption="a film")})
    run.log({"films": [wandb.Video(str(folder / "film.mp4"))] * 2})
    run.log({"page": wandb.Html("<p>Grüße</p>"), "bare": wandb.Html("<p>bare</p>", inject=False)})
    run.log({"headed": wandb.Html("<html><head><title>t</title></head></html>")})
    run.log({"whole": wandb.Html("<html><body>b</body></html>")})
    run.log({"pages": [wandb.Html("<b>1</b>"), wandb.Html("<b>2</b>")]})
    # The official client has no Markdown: its users log the page that a renderer makes of it.
    rows = "".join(
        f"<{part}>\n<tr>\n" + "".join(f"<{cell}>{text}</{cell}>\n" for text in texts) + f"</tr>\n</{part}>\n"
        for part, cell, texts in (("thead", "th", "ab"), ("tbody", "td", "12"))
    )
    items = "<ul>\n<li><em>one</em></li>\n<li>&lt;b&gt;two&lt;/b&gt;</li>\n</ul>\n"
    run.log({"notes": wandb.Html(f"{MARKDOWN_STYLE}<h1>Notes</h1>\n{items}<table>\n{rows}</table>\n")})
    link = '<a rel="nofollow" href="https://example.com">link</a>'
    links = f'<p>a {link} and\nno <a rel="nofollow" href="">script</a></p>\n'
    run.log({"texts": [wandb.Html(MARKDOWN_STYLE + text) for text in (links, "<p>é</p>\n")]})
    run.log({"model": wandb.Object3D(str(folder / "model.obj"), caption="a cube")})
    run.log({"points": wandb.Object3D(numpy.array([[0.5, 1.0, 2.0], [3.0, 4.0, 5.0]]))})
    run.log({"coloured": wandb.Object3D(numpy.array([[0.5, 1.0, 2.0, 255.0, 0.0, 10.0]]))})
    run.log(
        {
            "lidar": wandb.Object3D.from_point_cloud(
                points=[[0.5, 1.0, 2.0], [1.5, 1.0, 2.0]],
                boxes=[
                    {
                        "corners": [[float(a), float(b), float(c)] for a in (0, 1) for b in (0, 1) for c in (0, 1)],
                        "label": "box",
                        "color": [255, 0, 0],
                    }
                ],
                vectors=[{"start": [0.0, 0.0, 0.0], "end": [0.5, 0.25, 1.0]}],
            )
        }
    )
    run.log({"models": [wandb.Object3D(str(folder / "model.obj"))] * 2})
    run.log({"molecule": wandb.Molecule(str(folder / "water.pdb"), caption="water")})
    run.log({"molecules": [wandb.Molecule(str(folder / "water.pdb"))]})
    figure = plotly.graph_objects.Figure(inputs["figure"])
    run.log({"figure": figure})
    run.log({"counts": wandb.Histogram([0.0, 1.0, 1.0, 2.5, 4.0], num_bins=4)})
    run.log({"counted": wandb.Histogram(np_histogram=([1, 2, 3], [0.0, 0.5, 1.0, 2.0]))})
    run.log({"two": [wandb.Histogram([1.0, 2.0], num_bins=2), wandb.Histogram([3.0], num_bins=2)]})
    run.log({"mixed": [wandb.Html("<i>x</i>"), wandb.Histogram([1.0, 2.0], num_bins=2)]})
    run.summary["shown"] = wandb.Image(pixels(2, 3, 3))


def tables(run, overlaid):
    plain = wandb.Table(columns=["name", "score", "good"])
    plain.add_data("a", 0.5, True)
    plain.add_data("b", 2, None)
    plain.add_data("c", math.nan, False)
    run.log({"plain": plain})
    rich = wandb.Table(columns=["id", "picture", "tags", "facts", "page", "when"])
    when = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    rich.add_data(1, wandb.Image(pixels(2, 2, 3), caption="cell"), ["x", "y"], {"a": 1, "b": "t"}, wandb.Html("<p>1</p>"), when)
    rich.add_data(2, wandb.Image(pixels(3, 2, 3)), ["z"], {"a": 2, "b": "u"}, wandb.Html("<p>2</p>"), None)
    run.log({"tables/rich": rich})
    boxed = wandb.Table(columns=["picture"])
    boxed.add_data(overlaid)
    run.log({"boxed": boxed})
    long = wandb.Table(columns=["i"], data=[[i] for i in range(10_050)])
    run.log({"long table": long})
    mixed = wandb.Table(columns=["x"], data=[[1], ["one"], [None]], allow_mixed_types=True)
    run.log({"mixed_types": mixed})
    mutable = wandb.Table(columns=["i"], data=[[1]], log_mode="MUTABLE")
    run.log({"mutable": mutable})
    mutable.add_data(2)
    run.log({"mutable": mutable})
    growing = wandb.Table(columns=["i"], log_mode="INCREMENTAL")
    for i in range(3):
        growing.add_data(i)
        growing.add_data(i * 10)
        run.log({"growing": growing})


def points():
    """A table that was not logged yet."""
    return wandb.Table(columns=["x", "y", "z"], data=[[1, 2.5, "a"], [2, 3.5, "b"], [3, 1.5, "a"]])


def charts(run):
    run.log({"line": wandb.plot.line(points(), "x", "y", stroke="z", title="A line")})
    run.log({"thin": wandb.plot.line(points(), "x", "y")})
    run.log({"scatter": wandb.plot.scatter(points(), "x", "y", title="Points")})
    run.log({"bar": wandb.plot.bar(points(), "z", "y", title="Bars", split_table=True)})
    run.log({"bins": wandb.plot.histogram(points(), "y", title="Bins")})
    run.log({"series": wandb.plot.line_series([0, 1, 2], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], title="Series", xname="step")})
    run.log({"own": wandb.plot.line_series([[0, 1], [5, 6, 7]], [[1.0, 2.0], [3.0, 4.0, 5.0]], keys=["p", "q"])})
    run.log({"preset": wandb.plot_table("someone/preset", points(), {"a": "x", "b": "y"}, {"title": "T"})})
    run.log({"seen": wandb.visualize("someone/panel", points())})


def curves(run):
    truth, predicted, scores = inputs["truth"], inputs["predicted"], inputs["scores"]
    names = ["red", "green", "blue"]
    run.log({"nest": {"matrix": wandb.plot.confusion_matrix(y_true=truth, preds=predicted, class_names=names)}})
    run.log({"by_scores": wandb.plot.confusion_matrix(probs=scores, y_true=truth)})
    run.log({"roc": wandb.plot.roc_curve(truth, scores, labels=names)})
    run.log({"roc_some": wandb.plot.roc_curve(truth, scores, classes_to_plot=[0, 2])})
    run.log({"pr": wandb.plot.pr_curve(truth, scores, labels=names)})
    run.log({"pr_fine": wandb.plot.pr_curve(truth, scores, interp_size=7, title="Fine")})


def metrics(run):
    """Definitions of every kind, early and late, once and again."""
    run.define_metric("d/epoch")
    run.define_metric("d/val/*", step_metric="d/epoch", summary="min,max")
    run.define_metric("d/all", summary="min,max,mean,last,first", hidden=True)
    run.define_metric("d/none", summary="none")
    run.define_metric("d/copy", summary="copy")
    run.define_metric("d/free", step_metric="d/epoch", step_sync=False)
    run.define_metric("d/lonely", step_metric="d/never")
    run.define_metric("d/sum", summary="min,last")
    run.define_metric("d/sum", summary="max")
    run.define_metric("d/nest.x.y", step_metric="d/nest.step", summary="max")
    run.define_metric("d/hand", summary="max")
    run.define_metric("d/again", summary="max")
    run.define_metric("d/less", summary="min,max")
    run.define_metric("d/text", summary="first,last")
    for i in range(4):
        values = {"all": i * 1.5 - 2, "none": i, "copy": i, "free": i, "lonely": i, "sum": -i, "late": 3 - i, "less": i}
        values |= {"hand": i, "again": i, "text": f"t{i}", "val/a": i, "nest": {"x": {"y": i}}}
        if i % 2:
            values |= {"epoch": i * 10, "val/b": i + 0.5}
            values["nest"]["step"] = i
        run.log({"d/" + key: value for key, value in values.items()})
    run.summary["d/hand"] = "mine"
    run.summary["d/again"] = "mine"
    run.define_metric("d/again", summary="min")
    run.define_metric("d/late", summary="max,mean,first")
    run.define_metric("d/none", summary="min")
    run.define_metric("d/less", summary="max", overwrite=True)
    run.define_metric("d/all", hidden=False, step_metric="d/epoch")
    run.define_metric("d/val/a", hidden=True)
    run.define_metric("d/val/*", summary="mean")
    run.define_metric("d/free", overwrite=True)
    values = {"all": 0.5, "none": -7, "late": 1, "less": 1, "hand": 1, "again": 2, "val/a": 9, "val/c": 2, "free": 1}
    run.log({"d/" + key: value for key, value in values.items()})
    run.log({"d/all": math.nan, "d/late": math.inf})


def files(run):
    """Saves files by every policy; those that are sent at the end, or whenever they change, change once more."""
    work = folder / run.id
    for name in ("a/one.txt", "a/two.txt", "a/three.bin", "a/.hidden.txt", "a/[x].txt", "end.txt", "live.txt", "alone.txt"):
        file = work / "saved" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("first " + name)
    run.save(str(work / "saved" / "a" / "*.txt"), base_path=str(work), policy="now")
    run.save(str(work / "sav*" / "e??.txt"), base_path=str(work), policy="end")
    run.save(str(work / "saved" / "l[hi]ve.txt"), base_path=str(work))
    run.save(str(work / "saved" / "alone.txt"))
    for name in ("end.txt", "live.txt"):
        (work / "saved" / name).write_text("second " + name)
    try:
        run.save(str(work / "saved" / "end.txt"), base_path=str(work / "saved" / "a"))
    except ValueError:
        run.log({"refused": True})
    run.alert("loss is high", "look at it", level="WARN", wait_duration=5)
    run.alert("loss is high", "held back", level="ERROR", wait_duration=3600)
    run.alert("files are saved", "all of them")


with wandb.init(project="media", id=sys.argv[2], settings=wandb.Settings(console="off", silent=True)) as run:
    shown = images(run)
    other_media(run)
    tables(run, shown)
    charts(run)
    curves(run)
    metrics(run)
    files(run)
print("ok")
