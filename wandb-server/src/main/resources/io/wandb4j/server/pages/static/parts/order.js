// The order of values in tables: numbers by size, text by the alphabet, what is missing last.
import { number } from "../core/json.js";

/** Compares two values; the sign turns the order round but keeps what is missing at the end. */
export function compareValues(a, b, sign = 1) {
  const [first, second] = [rank(a), rank(b)];
  if (first !== second || first === 2) {
    return first === 2 || second === 2 ? first - second : sign * (first - second);
  }
  return sign * (first === 0 ? number(a) - number(b) : text(a).localeCompare(text(b), "en", { numeric: true }));
}

function rank(value) {
  const size = number(value);
  if (size !== undefined) {
    return Number.isNaN(size) ? 2 : 0;
  }
  return value == null || value === "" ? 2 : 1;
}

const text = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
