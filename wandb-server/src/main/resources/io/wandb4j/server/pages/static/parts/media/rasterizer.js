// Draws shapes into the pixels of a canvas, what is nearer before what is farther.

/** A picture of a size with the depth of each pixel. */
export class Raster {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.depth = new Float32Array(width * height).fill(-Infinity);
  }

  /** A dot of two by two pixels. */
  point(x, y, z, color) {
    const [left, top] = [Math.round(x), Math.round(y)];
    const packed = pack(color, 1);
    for (let dy = 0; dy < 2; dy++) {
      for (let dx = 0; dx < 2; dx++) {
        this.#set(left + dx, top + dy, z, packed);
      }
    }
  }

  /** A ball, lit from the upper left. */
  ball(x, y, z, radius, color) {
    for (let dy = Math.ceil(-radius); dy <= radius; dy++) {
      for (let dx = Math.ceil(-radius); dx <= radius; dx++) {
        const rest = radius * radius - dx * dx - dy * dy;
        if (rest >= 0) {
          const height = Math.sqrt(rest);
          this.#set(Math.round(x + dx), Math.round(y + dy), z + height, pack(color, 0.45 + 0.55 * Math.max(0, (height - 0.5 * dx - 0.6 * dy) / (1.27 * radius))));
        }
      }
    }
  }

  /** A face of three corners [x, y, z], each lit the same. */
  face(a, b, c, color) {
    const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if (area === 0) {
      return;
    }
    const packed = pack(color, light(a, b, c));
    const [left, right] = bounds([a[0], b[0], c[0]], this.width);
    const [top, bottom] = bounds([a[1], b[1], c[1]], this.height);
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const u = ((b[0] - x) * (c[1] - y) - (b[1] - y) * (c[0] - x)) / area;
        const v = ((c[0] - x) * (a[1] - y) - (c[1] - y) * (a[0] - x)) / area;
        if (u >= 0 && v >= 0 && u + v <= 1) {
          this.#set(x, y, u * a[2] + v * b[2] + (1 - u - v) * c[2], packed);
        }
      }
    }
  }

  /** A straight line. */
  line(a, b, color) {
    const steps = Math.min(4000, Math.ceil(Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]), 1)));
    for (let step = 0; step <= steps; step++) {
      const part = step / steps;
      this.point(...[0, 1, 2].map((axis) => a[axis] + part * (b[axis] - a[axis])), color);
    }
  }

  #set(x, y, z, packed) {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) {
      return;
    }
    const at = y * this.width + x;
    if (z > this.depth[at]) {
      this.depth[at] = z;
      this.pixels[at] = packed;
    }
  }
}

const bounds = (values, size) => [Math.max(0, Math.floor(Math.min(...values))), Math.min(size - 1, Math.ceil(Math.max(...values)))];

function light(a, b, c) {
  const [ux, uy, uz] = [0, 1, 2].map((axis) => b[axis] - a[axis]);
  const [vx, vy, vz] = [0, 1, 2].map((axis) => c[axis] - a[axis]);
  const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  return 0.4 + 0.6 * Math.abs((normal[0] * -0.35 + normal[1] * -0.5 + normal[2] * 0.79) / (Math.hypot(...normal) || 1));
}

// Little-endian, as all machines that run browsers are: alpha, blue, green, red.
function pack([red, green, blue], brightness) {
  return ((255 << 24) | ((blue * brightness) << 16) | ((green * brightness) << 8) | (red * brightness)) >>> 0;
}
