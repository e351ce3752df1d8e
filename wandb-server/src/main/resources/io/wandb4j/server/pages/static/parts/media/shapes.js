// Reads shapes out of their files: points, balls, faces and lines in space.
import { PALETTE } from "../../core/colors.js";
import { parse } from "../../core/json.js";

const GREY = [127, 140, 160];
const ELEMENTS = { H: [220, 224, 230], C: [110, 116, 128], N: [63, 122, 224], O: [226, 60, 50], S: [221, 184, 40], P: [230, 130, 30], CL: [60, 170, 90], F: [90, 190, 120] };
const RADII = { H: 0.31, C: 0.76, N: 0.71, O: 0.66, S: 1.05, P: 1.07, CL: 1.02, F: 0.57 };
const READERS = { json: readPoints, obj: readObj, stl: readStl, pdb: readPdb };

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** The function from the bytes of a file to its shape; undefined for files that nothing here can read. */
export function readerOf(name) {
  return READERS[name.split(".").at(-1).toLowerCase()];
}

const textOf = (bytes) => new TextDecoder().decode(bytes);

/** A shape: points [x, y, z, color], balls [x, y, z, radius, color], faces of three points each, lines [from, to, color]. */
const shape = (parts) => ({ points: [], balls: [], faces: [], lines: [], ...parts });

function readPoints(bytes) {
  const content = parse(textOf(bytes));
  if (Array.isArray(content)) {
    return shape({ points: content.map(pointOf) });
  }
  const boxes = (content.boxes ?? []).flatMap(({ corners, color }) => edges(corners).map(([from, to]) => [from, to, color ?? GREY]));
  const arrows = (content.vectors ?? []).map(({ start, end, color }) => [start, end, color ?? channels(PALETTE[1])]);
  return shape({ points: (content.points ?? []).map(pointOf), lines: [...boxes, ...arrows] });
}

// Three numbers are a place, a fourth is a category, a fourth to sixth are a colour.
function pointOf([x, y, z, ...rest]) {
  if (rest.length >= 3) {
    return [x, y, z, rest.slice(0, 3)];
  }
  return [x, y, z, channels(PALETTE[rest.length === 1 ? Math.abs(Math.trunc(rest[0])) % PALETTE.length : 0])];
}

// The corners of a box come in no fixed order: each has its three nearest as neighbours along edges.
function edges(corners) {
  const distance = (a, b) => a.reduce((sum, value, axis) => sum + (value - b[axis]) ** 2, 0);
  const pairs = new Map();
  corners.forEach((corner, index) => {
    const near = corners.map((other, at) => [distance(corner, other), at]).filter(([, at]) => at !== index).sort((a, b) => a[0] - b[0]).slice(0, 3);
    near.forEach(([, at]) => pairs.set([index, at].sort((a, b) => a - b).join(), [corner, corners[at]]));
  });
  return [...pairs.values()];
}

function readObj(bytes) {
  const corners = [];
  const faces = [];
  for (const line of textOf(bytes).split("\n")) {
    const [kind, ...words] = line.trim().split(/\s+/);
    if (kind === "v") {
      corners.push(words.slice(0, 3).map(Number));
    } else if (kind === "f") {
      const face = words.map((word) => parseInt(word, 10)).map((place) => corners[place > 0 ? place - 1 : corners.length + place]);
      for (let at = 2; at < face.length; at++) {
        faces.push([face[0], face[at - 1], face[at]]);
      }
    }
  }
  return shape({ faces });
}

function readStl(bytes) {
  const view = new DataView(bytes);
  const count = bytes.byteLength >= 84 ? view.getUint32(80, true) : -1;
  if (bytes.byteLength !== 84 + count * 50) {
    const numbers = [...textOf(bytes).matchAll(/vertex\s+(\S+)\s+(\S+)\s+(\S+)/g)].map((match) => match.slice(1).map(Number));
    return shape({ faces: Array.from({ length: Math.floor(numbers.length / 3) }, (_, index) => numbers.slice(index * 3, index * 3 + 3)) });
  }
  const corner = (face, at) => [0, 4, 8].map((offset) => view.getFloat32(84 + face * 50 + 12 + at * 12 + offset, true));
  return shape({ faces: Array.from({ length: count }, (_, face) => [0, 1, 2].map((at) => corner(face, at))) });
}

function readPdb(bytes) {
  const atoms = textOf(bytes).split("\n").filter((line) => /^(ATOM|HETATM)/.test(line)).map((line) => {
    const element = (line.slice(76, 78).trim() || line.slice(12, 16).replace(/[^A-Za-z]/g, "")[0] || "C").toUpperCase();
    return { place: [30, 38, 46].map((at) => Number(line.slice(at, at + 8))), element };
  });
  const whole = atoms.filter(({ place }) => place.every(Number.isFinite));
  const radius = ({ element }) => RADII[element] ?? 0.8;
  const balls = whole.map((atom) => [...atom.place, radius(atom) * 0.6, ELEMENTS[atom.element] ?? GREY]);
  return shape({ balls, lines: whole.length <= 3000 ? bonds(whole, radius) : [] });
}

function bonds(atoms, radius) {
  const found = [];
  for (let a = 0; a < atoms.length; a++) {
    for (let b = a + 1; b < atoms.length; b++) {
      const reach = (radius(atoms[a]) + radius(atoms[b])) * 1.25;
      const length = Math.hypot(...atoms[a].place.map((value, axis) => value - atoms[b].place[axis]));
      if (length > 0.1 && length < reach) {
        found.push([atoms[a].place, atoms[b].place, GREY]);
      }
    }
  }
  return found;
}
