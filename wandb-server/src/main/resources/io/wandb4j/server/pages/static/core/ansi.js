// Reads the colours that programs write for terminals.

const SEQUENCE = /\u001b\[([0-9;?]*)[ -/]*([@-~])/g;
const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const LEVELS = [0, 95, 135, 175, 215, 255];

/** The parts of a line: {text, classes, color, background}; sequences that do not colour are left out. */
export function parseAnsi(line) {
  const parts = [];
  const state = plain();
  let from = 0;
  for (const match of line.matchAll(SEQUENCE)) {
    add(parts, line.slice(from, match.index), state);
    from = match.index + match[0].length;
    if (match[2] === "m") {
      apply(state, match[1].split(";").map(Number));
    }
  }
  add(parts, line.slice(from), state);
  return parts;
}

const plain = () => ({ styles: new Set(), color: null, background: null });

function add(parts, text, { styles, color, background }) {
  if (text !== "") {
    const names = [color, background].filter((it) => it?.name).map((it) => it.name);
    parts.push({ text, classes: [...styles, ...names], color: color?.value, background: background?.value });
  }
}

const STYLES = { 1: "bold", 2: "dim", 3: "italic", 4: "underline" };

function apply(state, codes) {
  while (codes.length > 0) {
    const code = codes.shift();
    if (code === 0) {
      Object.assign(state, plain());
    } else if (code in STYLES) {
      state.styles.add(STYLES[code]);
    } else if (code >= 22 && code <= 24) {
      ({ 22: ["bold", "dim"], 23: ["italic"], 24: ["underline"] })[code].forEach((style) => state.styles.delete(style));
    } else {
      applyColor(state, code, codes);
    }
  }
}

function applyColor(state, code, codes) {
  const part = (code >= 40 && code < 50) || code >= 100 ? "background" : "color";
  const base = code % 10;
  if (base === 8) {
    state[part] = extended(codes);
  } else if (base === 9) {
    state[part] = null;
  } else if ((code >= 30 && code < 50) || (code >= 90 && code < 108)) {
    state[part] = { name: `${part === "background" ? "on-" : ""}${code >= 90 ? "bright-" : ""}${NAMES[base]}` };
  }
}

// 5;n is one of 256 colours, 2;r;g;b is any.
function extended(codes) {
  if (codes.shift() === 2) {
    return { value: `rgb(${codes.splice(0, 3).join()})` };
  }
  const index = codes.shift();
  if (index < 16) {
    return { name: `${index >= 8 ? "bright-" : ""}${NAMES[index % 8]}` };
  }
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return { value: `rgb(${grey},${grey},${grey})` };
  }
  const cube = index - 16;
  return { value: `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => LEVELS[level]).join()})` };
}
