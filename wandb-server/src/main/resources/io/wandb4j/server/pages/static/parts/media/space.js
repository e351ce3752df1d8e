// A view into space that can be turned: point clouds, meshes, molecules.
import { el, setText } from "../../core/dom.js";
import { plural } from "../../core/format.js";
import { download, filesOf } from "./files.js";
import { Raster } from "./rasterizer.js";
import { readerOf } from "./shapes.js";

const MESH = [120, 150, 210];
const FOLDERS = { object3D: "media/object3D/", molecule: "media/molecule/" };

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => target.drawAgain()));

/** Shows the values of object3D-file and molecule-file, or lists of them. */
export class Spaces {
  #context;
  element = el("div", { class: "each" });

  constructor(context) {
    this.#context = context;
  }

  async show(value) {
    const files = filesOf(value).map((file) => ({ ...file, path: inFolder(file.path, value._type) }));
    this.element.replaceChildren(...(await Promise.all(files.map((file) => this.#one(file)))));
  }

  async #one(file) {
    const read = readerOf(file.path);
    if (!read) {
      return el("div", {}, el("p", { class: "faint" }, "No view of this format here; the file for other programs:"), download(file, this.#context));
    }
    const response = await fetch(this.#context.url(file.path));
    return new Space(read(await response.arrayBuffer()), file.caption).element;
  }
}

// Lists of shapes name their files from the folder of their kind.
const inFolder = (path, type) => (path.startsWith("media/") ? path : (FOLDERS[type] ?? "media/") + path);

class Space {
  #canvas = el("canvas", { class: "space", tabindex: 0, "aria-label": "Shape; drag or use the arrow keys to turn it" });
  #shape;
  #turn = [-1.05, 0.6];
  #zoom = 1;
  #waiting = false;

  constructor(shape, caption) {
    this.#shape = centered(shape);
    const note = el("p", { class: "caption" });
    setText(note, [caption, sizeOf(shape), "drag to turn, Ctrl and wheel to zoom"].filter(Boolean).join(" · "));
    this.element = el("div", {}, this.#canvas, note);
    this.#canvas.addEventListener("pointermove", (event) => event.buttons && this.#rotate(event.movementX * 0.01, event.movementY * 0.01));
    this.#canvas.addEventListener("pointerdown", (event) => this.#canvas.setPointerCapture(event.pointerId));
    this.#canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#canvas.addEventListener("keydown", (event) => this.#key(event));
    this.#canvas.drawAgain = () => this.#later();
    sizes.observe(this.#canvas);
  }

  #rotate(across, down) {
    this.#turn = [this.#turn[0] + down, this.#turn[1] + across];
    this.#later();
  }

  #wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.#zoom *= Math.exp(-event.deltaY * 0.002);
      this.#later();
    }
  }

  #key(event) {
    const turn = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] }[event.key];
    if (turn) {
      event.preventDefault();
      this.#rotate(...turn);
    }
  }

  #later() {
    if (!this.#waiting) {
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const [width, height] = [this.#canvas.clientWidth, this.#canvas.clientHeight];
    if (width === 0 || height === 0) {
      return;
    }
    Object.assign(this.#canvas, { width, height });
    const raster = new Raster(width, height);
    const scale = (Math.min(width, height) / 2) * 0.95 * this.#zoom;
    const project = projection(this.#turn, scale, width, height);
    this.#shape.faces.forEach((corners) => raster.face(...corners.map(project), MESH));
    this.#shape.lines.forEach(([from, to, color]) => raster.line(project(from), project(to), color));
    this.#shape.points.forEach((point) => raster.point(...project(point), point[3]));
    this.#shape.balls.forEach((ball) => raster.ball(...project(ball), ball[3] * scale, ball[4]));
    this.#canvas.getContext("2d").putImageData(raster.image, 0, 0);
  }
}

/** From a place to [x, y] of the canvas and how near it is. */
function projection([tilt, turn], scale, width, height) {
  const [st, ct, su, cu] = [Math.sin(tilt), Math.cos(tilt), Math.sin(turn), Math.cos(turn)];
  return ([x, y, z]) => {
    const [across, along] = [x * cu - y * su, x * su + y * cu];
    const [up, near] = [along * ct - z * st, along * st + z * ct];
    return [width / 2 + across * scale, height / 2 - up * scale, near * scale];
  };
}

// Everything into a ball of radius one around the middle.
function centered({ points, balls, faces, lines }) {
  const all = [...points, ...balls, ...faces.flat(), ...lines.flatMap(([from, to]) => [from, to])];
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const place of all) {
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], place[axis]);
      high[axis] = Math.max(high[axis], place[axis]);
    }
  }
  const middle = low.map((value, axis) => (value + high[axis]) / 2);
  const reach = balls.reduce((most, ball) => Math.max(most, ball[3]), 0);
  const size = all.reduce((most, place) => Math.max(most, Math.hypot(...middle.map((value, axis) => place[axis] - value))), 0) + reach || 1;
  const move = (place) => middle.map((value, axis) => (place[axis] - value) / size);
  return {
    points: points.map((point) => [...move(point), point[3]]),
    balls: balls.map((ball) => [...move(ball), ball[3] / size, ball[4]]),
    faces: faces.map((corners) => corners.map(move)),
    lines: lines.map(([from, to, color]) => [move(from), move(to), color]),
  };
}

function sizeOf({ points, balls, faces, lines }) {
  const parts = [[points, "point"], [balls, "atom"], [faces, "face"], [balls.length > 0 ? [] : lines, "line"]];
  return parts.filter(([list]) => list.length > 0).map(([list, noun]) => plural(list.length, noun)).join(", ") || "nothing to draw in this file";
}
