// The line that says so when the server does not answer.
import { el, setText } from "./dom.js";

export const notice = el("p", { class: "notice", role: "status", hidden: true });

/** Tells whether the server answers, and if not why. */
export function setConnected(connected, problem = "") {
  notice.hidden = connected;
  setText(notice, connected ? "" : `The server does not answer as expected, trying again: ${problem}`);
}
