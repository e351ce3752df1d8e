// Colours of runs, the same in tables and charts.

export const PALETTE = [
  "#3f7ae0", "#e2572b", "#27a06a", "#b84fc1", "#dd9a06", "#15a3b5",
  "#d63f74", "#7562d8", "#7b9a1d", "#c4713a", "#5f7594", "#a34a5c",
];

/** One colour per run, by age, so that a new run does not change those of the others. */
export function colorsOf(runs) {
  const byAge = [...runs].sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.name.localeCompare(b.name));
  return new Map(byAge.map((run, index) => [run.name, PALETTE[index % PALETTE.length]]));
}

export const ACCENT = PALETTE[0];

/** What the stylesheet calls its colours, in light or dark. */
export function themeColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Calls back when the viewer changes between light and dark. */
export function onThemeChange(callback) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
}
