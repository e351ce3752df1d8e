// What lies over a picture: boxes and masks, each class in its colour.
import { el } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";

const CLASS_COLORS = ["#e2572b", "#3f7ae0", "#27a06a", "#dd9a06", "#b84fc1", "#15a3b5", "#d63f74", "#7b9a1d", "#7562d8", "#c4713a"];

/** The colour of a class, the same in all pictures. */
export const classColor = (id) => CLASS_COLORS[((Number(id) % CLASS_COLORS.length) + CLASS_COLORS.length) % CLASS_COLORS.length];

/** Reads the overlays of one picture: {boxes: [...], masks: [...]}, each with its group. */
export async function loadOverlays({ boxes, masks }, { url, labels }) {
  const groups = (named, load) => Promise.all(Object.entries(named ?? {}).filter(([, file]) => file?.path).map(([name, file]) => load(name, file)));
  return {
    boxes: (await groups(boxes, async (group, { path }) => readBoxes(group, await fetchJson(url(path)), labels("bounding_box", group)))).flat(),
    masks: await groups(masks, async (group, { path }) => readMask(group, await loadPixels(url(path)), labels("mask", group))),
  };
}

async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} is not there`);
  }
  return response.json();
}

function readBoxes(group, { box_data: data, class_labels: own }, labels) {
  return data.map((box) => ({ group, ...box, label: own?.[box.class_id] ?? labels[box.class_id] ?? `class ${box.class_id}` }));
}

async function loadPixels(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = el("canvas", { width: image.naturalWidth, height: image.naturalHeight });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

// The grey of a pixel is its class.
function readMask(group, pixels, labels) {
  const ids = new Set();
  for (let at = 0; at < pixels.data.length; at += 4) {
    ids.add(pixels.data[at]);
  }
  return { group, pixels, classes: [...ids].sort((a, b) => a - b).map((id) => ({ id, label: labels[id] ?? `class ${id}` })) };
}

/** All classes in the overlays of some pictures: {group, id, label}, each once. */
export function classesOf(overlays) {
  const found = new Map();
  const add = (kind, group, id, label) => found.set(`${kind}/${group}/${id}`, { key: `${kind}/${group}/${id}`, kind, group, id, label });
  for (const { boxes, masks } of overlays) {
    masks.forEach(({ group, classes }) => classes.forEach(({ id, label }) => add("mask", group, id, label)));
    boxes.forEach(({ group, class_id: id, label }) => add("box", group, id, label));
  }
  return [...found.values()];
}

/** Draws the overlays on a canvas that lies over a picture of this natural size. */
export function drawOverlays(canvas, { boxes, masks }, [width, height], isHidden) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext("2d");
  masks.forEach((mask) => drawMask(context, canvas, mask, isHidden));
  context.scale(canvas.width / width, canvas.height / height);
  const unit = width / canvas.clientWidth;
  boxes.filter((box) => !isHidden(`box/${box.group}/${box.class_id}`)).forEach((box) => drawBox(context, box, [width, height], unit));
}

function drawMask(context, canvas, { group, pixels, classes }, isHidden) {
  const colors = new Map(classes.filter(({ id }) => !isHidden(`mask/${group}/${id}`)).map(({ id }) => [id, parseColor(classColor(id))]));
  const colored = new ImageData(pixels.width, pixels.height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const color = colors.get(pixels.data[at]);
    if (color) {
      colored.data.set(color, at);
    }
  }
  const layer = el("canvas", { width: pixels.width, height: pixels.height });
  layer.getContext("2d").putImageData(colored, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(layer, 0, 0, canvas.width, canvas.height);
}

const parseColor = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).concat(110);

function drawBox(context, box, [width, height], unit) {
  const [x, y, w, h] = rectangle(box, width, height);
  context.strokeStyle = classColor(box.class_id);
  context.lineWidth = 2 * unit;
  context.strokeRect(x, y, w, h);
  const scores = Object.entries(box.scores ?? {}).map(([name, score]) => `${name} ${formatNumber(score)}`);
  const text = [box.box_caption || box.label, ...scores].join(" · ");
  context.font = `600 ${11 * unit}px sans-serif`;
  const size = context.measureText(text).width + 8 * unit;
  const left = Math.max(0, Math.min(x, width - size));
  const top = y >= 15 * unit ? y - 15 * unit : y;
  context.fillStyle = classColor(box.class_id);
  context.fillRect(left, top, size, 15 * unit);
  context.fillStyle = "#ffffff";
  context.fillText(text, left + 4 * unit, top + 11.5 * unit);
}

// Positions are parts of the picture unless the box says pixels.
function rectangle({ position, domain }, width, height) {
  const [sx, sy] = domain === "pixel" ? [1, 1] : [width, height];
  if (position.middle) {
    const [x, y] = position.middle;
    return [(x - position.width / 2) * sx, (y - position.height / 2) * sy, position.width * sx, position.height * sy];
  }
  return [position.minX * sx, position.minY * sy, (position.maxX - position.minX) * sx, (position.maxY - position.minY) * sy];
}
