// Columns of tables: what they hold, how they sort, and which rows a filter keeps.
import { number } from "../../core/json.js";

const LOOKED_AT = 200;
const CONDITION = /^(<=|>=|!=|=|<|>)\s*(.+)$/;
const BETWEEN = /^(-?[\d.]+(?:e-?\d+)?)\s*\.\.\s*(-?[\d.]+(?:e-?\d+)?)$/i;

/** The kind of a column: number, text, boolean, media or other; from its first values, for types may be missing. */
export function kindOf(rows, place) {
  const kinds = new Set();
  for (let at = 0; at < rows.length && kinds.size < 2 && at < 50 * LOOKED_AT; at += Math.max(1, Math.floor(rows.length / LOOKED_AT))) {
    const value = rows[at][place];
    if (value != null) {
      kinds.add(kindOfValue(value));
    }
  }
  return kinds.size === 1 ? [...kinds][0] : kinds.size === 0 ? "empty" : "mixed";
}

function kindOfValue(value) {
  if (number(value) !== undefined) {
    return "number";
  }
  if (typeof value === "object") {
    return value._type ? value._type.replace(/-file$/, "") : Array.isArray(value) ? "list" : "object";
  }
  return typeof value === "string" ? "text" : typeof value;
}

/** A value as the text that one searches and sorts by. */
export const textOf = (value) =>
  value == null ? "" : typeof value === "object" ? value.caption ?? (value._type ? value.path : JSON.stringify(value)) : String(value);

/** The places of the rows in the order of a column; what is missing comes last either way. */
export function sortPlaces(places, rows, column, kind, sign) {
  const isNumber = kind === "number";
  const values = isNumber ? new Float64Array(rows.length) : new Array(rows.length);
  for (const place of places) {
    const value = rows[place][column];
    values[place] = isNumber ? number(value) ?? NaN : textOf(value).toLowerCase();
  }
  const isMissing = isNumber ? Number.isNaN : (text) => text === "";
  return [...places].sort((a, b) => {
    const [first, second] = [values[a], values[b]];
    const gap = isMissing(first) - isMissing(second);
    return gap || (first < second ? -sign : first > second ? sign : a - b);
  });
}

/** The test that a filter's text means for values of a column; null if it keeps all. */
export function testOf(text) {
  const wanted = text.trim();
  if (wanted === "") {
    return null;
  }
  const between = BETWEEN.exec(wanted);
  if (between) {
    const [low, high] = [Number(between[1]), Number(between[2])];
    return (value) => number(value) >= low && number(value) <= high;
  }
  const condition = CONDITION.exec(wanted);
  if (condition) {
    return (value) => meets(value, condition[1], condition[2]);
  }
  const lower = wanted.toLowerCase();
  return (value) => textOf(value).toLowerCase().includes(lower);
}

function meets(value, operator, wanted) {
  if (value == null) {
    return operator === "!=";
  }
  const [left, right] = [number(value), Number(wanted)];
  const isNumber = left !== undefined && !Number.isNaN(right);
  const [a, b] = isNumber ? [left, right] : [textOf(value).toLowerCase(), wanted.toLowerCase()];
  return { "=": a === b, "!=": a !== b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[operator];
}
