// All about a run in one place: what it was given, where it ran, what came out, what it warned of.
import { runFileUrl } from "../core/address.js";
import { el, redraw } from "../core/dom.js";
import { formatBytes, formatTime, plural } from "../core/format.js";
import { flatten } from "../core/json.js";
import { existing } from "../data/files.js";
import { typeOf } from "../data/media.js";
import { fetchJson } from "../data/tables.js";
import { ago, keyValues, panel } from "./small.js";

const METADATA = "wandb-metadata.json";
const REQUIREMENTS = "requirements.txt";
const PATCH = "diff.patch";

/** Panels, of which those that would be empty are left out. */
export class RunOverview {
  element = el("section");
  #place;
  #files = -1;
  #about = {};

  constructor(place) {
    this.#place = place;
  }

  /** Shows what is known by now. */
  async show([run]) {
    if (run.fileCount !== this.#files) {
      this.#about = await this.#load();
      this.#files = run.fileCount;
    }
    redraw(this.element, [run, this.#files], () => el("div", { class: "overview" }, panelsOf(run, this.#about)));
  }

  async #load() {
    const there = await existing(this.#place, [METADATA, REQUIREMENTS, PATCH]);
    const url = (name) => runFileUrl(this.#place, name);
    const text = async (name) => (there.has(name) ? (await fetch(url(name))).text() : "");
    return {
      metadata: there.has(METADATA) ? await fetchJson(url(METADATA)) : {},
      requirements: (await text(REQUIREMENTS)).split("\n").filter(Boolean),
      patch: await text(PATCH),
    };
  }
}

function panelsOf(run, { metadata, requirements, patch }) {
  const { git = {}, ...machine } = metadata;
  return [
    el("div", { class: "stack" },
      run.alerts.length > 0 && panel(plural(run.alerts.length, "alert"), run.alerts.map(alertOf)),
      run.notes && panel("Notes", el("p", { class: "notes" }, run.notes)),
      panel("Run", keyValues(withoutEmpty({ Id: run.name, State: run.state, Started: formatTime(run.createdAt), "Last heard of": run.heartbeatAt && formatTime(run.heartbeatAt), Program: run.program, Host: run.host, User: run.user?.username, Group: run.group, "Job type": run.jobType, Tags: (run.tags ?? []).join(", "), Commit: git.commit ?? run.commit, Remote: git.remote }))),
      Object.keys(machine).length > 0 && panel("Environment", keyValues(environmentOf(machine))),
      patch && panel("Uncommitted changes", el("pre", { class: "file" }, el("code", {}, patch.slice(0, 100_000)))),
      requirements.length > 0 && panel("Requirements", el("details", {}, el("summary", {}, plural(requirements.length, "package")), el("pre", { class: "file" }, el("code", {}, requirements.join("\n"))))),
    ),
    el("div", { class: "stack" }, valuePanels(run)),
  ];
}

/** The panels of config and summary, media left out of them. */
export function valuePanels(run) {
  const values = (part, text) => {
    const plain = Object.fromEntries(Object.entries(run[part]).filter(([, value]) => !typeOf(value)));
    return Object.keys(plain).length > 0 ? keyValues(plain) : el("p", { class: "faint" }, text);
  };
  return [panel("Config", values("config", "Nothing was set.")), panel("Summary", values("summary", "Nothing yet."))];
}

const alertOf = ({ title, text, severity, createdAt }) =>
  el("div", { class: `alert ${severity.toLowerCase()}` }, el("p", {}, el("b", {}, title), " ", el("span", { class: "faint" }, ago(createdAt))), text ? el("p", {}, text) : null);

const withoutEmpty = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value != null && value !== ""));

// Sizes come as texts of bytes.
function environmentOf(machine) {
  const isSize = (key) => /(total|used)$/i.test(key) && !/count/i.test(key);
  return Object.fromEntries(Object.entries(flatten(machine)).map(([key, value]) =>
    [key, isSize(key) && /^\d+$/.test(value) ? formatBytes(Number(value)) : Array.isArray(value) && value.every((it) => typeof it !== "object") ? value.join(" ") : value]));
}
