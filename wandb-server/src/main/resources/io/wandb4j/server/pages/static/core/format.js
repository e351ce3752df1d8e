// Writes values for people.

/** A number in at most six digits that matter. */
export function formatNumber(value) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
  }
  if (Number.isInteger(value)) {
    return Math.abs(value) < 1e15 ? value.toLocaleString("en-US") : value.toExponential(3);
  }
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e7 ? String(Number(value.toPrecision(5))) : String(Number(value.toExponential(3)));
}

/** Any value of a config, a summary or a row. */
export function formatValue(value) {
  if (value == null) {
    return value === null ? "null" : "";
  }
  if (typeof value === "number") {
    return Number.isInteger(value) ? String(value) : formatNumber(value);
  }
  if (typeof value === "object") {
    return value._type ? `[${value._type}]` : JSON.stringify(value);
  }
  return String(value);
}

/** Seconds as the two largest units that matter. */
export function formatDuration(seconds) {
  if (seconds == null || !Number.isFinite(seconds)) {
    return "";
  }
  if (seconds < 10) {
    return `${Number(seconds.toFixed(1))}s`;
  }
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 86400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "m"],
    [whole % 60, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => count + unit)
    .join(" ");
}

/** How long ago a time was. */
export function formatAgo(time, now = Date.now()) {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 45) {
    return "just now";
  }
  const units = [["y", 31536000], ["mo", 2592000], ["d", 86400], ["h", 3600], ["m", 60]];
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ["m", 60];
  return `${Math.max(1, Math.floor(seconds / size))}${unit} ago`;
}

/** A time on the viewer's clock. */
export const formatTime = (time) =>
  new Date(time).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "medium" });

/** A size in bytes. */
export function formatBytes(bytes) {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${["B", "kB", "MB", "GB", "TB"][power]}`;
}

export const plural = (count, noun) => `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
