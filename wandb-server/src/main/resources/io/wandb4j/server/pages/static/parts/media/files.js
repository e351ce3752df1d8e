// Media that a browser can play or show by itself, and links to those that it cannot.
import { el, link } from "../../core/dom.js";
import { formatBytes } from "../../core/format.js";

const caption = (text) => (text ? el("p", { class: "caption" }, text) : null);
const name = (path) => path.split("/").at(-1);

/** The files in a value: one, or the many that its lists name. */
export function filesOf(value) {
  if (Array.isArray(value)) {
    return value.flatMap(filesOf);
  }
  const many = value.audio ?? value.videos ?? value.html ?? value.molecules ?? value.objects;
  const paths = value.filenames;
  if (Array.isArray(many)) {
    return many.map((file, index) => ({ caption: value.captions?.[index], ...file }));
  }
  return Array.isArray(paths) ? paths.map((path, index) => ({ path, caption: value.captions?.[index] })) : [value];
}

export const sound = (file, { url }) =>
  el("div", { class: "sound" }, el("audio", { controls: true, preload: "metadata", src: url(file.path) }), caption(file.caption));

/** A film; animated pictures are pictures to a browser. */
export function film(file, { url, key }) {
  const address = url(file.path);
  const shown = /\.gif$/i.test(file.path)
    ? el("img", { src: address, alt: file.caption || key })
    : el("video", { controls: true, loop: true, preload: "metadata", src: address });
  return el("div", { class: "film" }, shown, caption(file.caption));
}

/** A page in a frame of its own, which knows nothing of the viewer and at first loads nothing from elsewhere. */
export function page(file, { url, key }) {
  const address = url(file.path);
  const frame = el("iframe", { sandbox: "allow-scripts", src: address, title: file.caption || key });
  const more = el("button", {
    class: "plain faint",
    title: "Let this page load scripts, styles and pictures from other hosts",
    onclick: () => {
      frame.src = `${address}${address.includes("?") ? "&" : "?"}elsewhere=allow`;
      more.remove();
    },
  }, "Load from other hosts");
  return el("div", { class: "page" }, frame, el("p", { class: "caption" }, file.caption ? `${file.caption} · ` : null, more));
}

/** A link to what only other programs can show. */
export function download(file, { url }) {
  const element = link(url(file.path), name(file.path));
  element.setAttribute("download", name(file.path));
  return el("p", {}, element, file.size ? el("span", { class: "faint" }, ` ${formatBytes(file.size)}`) : null, caption(file.caption));
}
