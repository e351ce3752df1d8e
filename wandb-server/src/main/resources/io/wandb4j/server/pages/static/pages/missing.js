// What is shown where there is nothing.
import { el, link } from "../core/dom.js";
import { empty } from "../parts/small.js";

/** Says that the address leads nowhere, and where to go instead. */
export function showMissing(page, { what = "page" } = {}) {
  document.title = "Not found · wandb4j";
  page.replaceChildren(empty(`There is no such ${what} here`,
    el("p", {}, "It may have been deleted, or it lies on another server. "),
    el("p", {}, link("/", "All projects of this server"))));
}
