// Parts of a page of which one is seen at a time.
import { el } from "../core/dom.js";

/** Tabs {name: {title, show}}; show() gives the element when the tab is first opened. */
export class Tabs {
  #panes = new Map();
  #buttons = new Map();
  #body = el("div", { role: "tabpanel" });
  #tabs;

  constructor(tabs, onOpen = () => {}) {
    this.#tabs = tabs;
    for (const [name, { title }] of Object.entries(tabs)) {
      const open = () => {
        history.replaceState(null, "", `#${name}`);
        this.open(name);
        onOpen();
      };
      this.#buttons.set(name, el("button", { class: "plain", role: "tab", onclick: open }, title));
    }
    this.element = el("div", {}, el("div", { class: "tabs", role: "tablist" }, ...this.#buttons.values()), this.#body);
  }

  /** The tab that is open. */
  current = null;

  /** Opens a tab; one that does not exist is the first. */
  open(name) {
    this.current = Object.hasOwn(this.#tabs, name) ? name : Object.keys(this.#tabs)[0];
    if (!this.#panes.has(this.current)) {
      this.#panes.set(this.current, this.#tabs[this.current].show());
    }
    this.#buttons.forEach((button, other) => button.setAttribute("aria-selected", String(other === this.current)));
    this.#body.replaceChildren(this.#panes.get(this.current));
  }
}
