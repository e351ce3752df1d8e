// Reads JSON that may hold bare NaN, Infinity and -Infinity, as W&B's clients write it.

const STRINGS_AND_SPECIALS = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/** The value of a JSON text; numbers that JSON does not know become their names, see number(). */
export function parse(text, otherwise = null) {
  if (text == null || text === "") {
    return otherwise;
  }
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(STRINGS_AND_SPECIALS, quoteSpecial));
  }
}

function quoteSpecial(token) {
  return token.startsWith('"') ? token : `"${token}"`;
}

const SPECIAL = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

/** The number that a value stands for, or undefined if it is none. */
export function number(value) {
  if (typeof value === "number") {
    return value;
  }
  return typeof value === "string" && Object.hasOwn(SPECIAL, value) ? SPECIAL[value] : undefined;
}

/** A nested object as one map from dotted names to leaves; a typed value such as a histogram is one leaf. */
export function flatten(object, prefix = "", into = {}) {
  for (const [key, value] of Object.entries(object ?? {})) {
    const name = prefix ? `${prefix}.${key}` : key;
    const isBranch = value && typeof value === "object" && !Array.isArray(value) && !("_type" in value);
    if (isBranch) {
      flatten(value, name, into);
    } else {
      into[name] = value;
    }
  }
  return into;
}
