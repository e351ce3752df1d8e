// Pictures, one or many, with what lies over them.
import { el, redraw } from "../../core/dom.js";
import { classColor, classesOf, drawOverlays, loadOverlays } from "./overlay.js";

const TALLEST = 300;
const SMALL = 160;

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => target.drawAgain?.()));

/** Shows the values of image-file, images/separated, or lists of pictures. */
export class Pictures {
  #gallery = el("div", { class: "pictures" });
  #chips = el("div", { class: "chips" });
  #hidden = new Set();
  #known = new Set();
  #context;
  #shown = [];

  constructor(context) {
    this.#context = context;
    this.element = el("div", {}, this.#gallery, this.#chips);
  }

  async show(value) {
    const pictures = picturesOf(value);
    this.#gallery.classList.toggle("many", pictures.length > 1);
    this.#shown = pictures.map((picture) => this.#frame(picture, pictures.length > 1));
    this.#gallery.replaceChildren(...this.#shown.map(({ element }) => element));
    await Promise.all(this.#shown.map(async (frame) => (frame.overlays = await loadOverlays(frame.picture, this.#context))));
    const classes = classesOf(this.#shown.map(({ overlays }) => overlays));
    classes.forEach((it) => this.#meet(it));
    redraw(this.#chips, classes, () => classes.map((it) => this.#chip(it)));
    this.#drawAll();
  }

  // Class 0 of a mask mostly is the background, which would hide the picture: it is off until one asks for it.
  #meet({ key, kind, id }) {
    if (!this.#known.has(key) && kind === "mask" && id === 0) {
      this.#hidden.add(key);
    }
    this.#known.add(key);
  }

  #frame(picture, isOneOfMany) {
    const image = el("img", { src: this.#context.url(picture.path), alt: picture.caption || this.#context.key, loading: "lazy" });
    const canvas = el("canvas", { class: "overlay" });
    const frame = { picture, image, canvas, overlays: { boxes: [], masks: [] } };
    frame.element = el("div", { class: "picture" },
      el("a", { href: image.src, target: "_blank", rel: "noopener" }, image, canvas),
      picture.caption ? el("p", { class: "caption" }, picture.caption) : null);
    image.addEventListener("load", () => {
      fit(image, isOneOfMany ? SMALL : TALLEST);
      this.#draw(frame);
    });
    canvas.drawAgain = () => this.#draw(frame);
    sizes.observe(canvas);
    return frame;
  }

  #chip({ key, group, id, label }) {
    const toggle = (event) => {
      this.#hidden.has(key) ? this.#hidden.delete(key) : this.#hidden.add(key);
      event.currentTarget.setAttribute("aria-pressed", String(!this.#hidden.has(key)));
      this.#drawAll();
    };
    const dot = el("i", { class: "dot" });
    dot.style.background = classColor(id);
    return el("button", { class: "chip", "aria-pressed": String(!this.#hidden.has(key)), title: `${group}: show or hide`, onclick: toggle }, dot, label, el("small", {}, group));
  }

  #drawAll() {
    this.#shown.forEach((frame) => this.#draw(frame));
  }

  #draw({ image, canvas, overlays }) {
    const isBare = overlays.boxes.length + overlays.masks.length === 0;
    canvas.hidden = isBare;
    if (!isBare && image.naturalWidth > 0 && canvas.clientWidth > 0) {
      drawOverlays(canvas, overlays, [image.naturalWidth, image.naturalHeight], (key) => this.#hidden.has(key));
    }
  }
}

// Small pictures are enlarged by whole pixels, so that each of them can be seen.
function fit(image, tallest) {
  const scale = Math.min(tallest / image.naturalHeight, (tallest * 1.6) / image.naturalWidth);
  const whole = scale > 2 ? Math.floor(scale) : Math.min(scale, 2);
  image.style.width = `${Math.max(1, Math.round(image.naturalWidth * (whole > 1.5 ? whole : Math.min(1, scale))))}px`;
  image.classList.toggle("pixels", whole >= 2);
}

/** The single pictures in a value, each with its path, caption, boxes and masks. */
export function picturesOf(value) {
  if (Array.isArray(value)) {
    return value.flatMap(picturesOf);
  }
  if (value._type !== "images/separated") {
    return [value];
  }
  const at = (list, index) => (Array.isArray(list) ? list[index] : undefined);
  return value.filenames.map((path, index) => ({
    path,
    caption: at(value.captions, index),
    boxes: at(value.all_boxes, index),
    masks: at(value.all_masks, index),
  }));
}
