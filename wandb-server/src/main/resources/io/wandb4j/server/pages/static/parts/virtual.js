// Very many rows of one height, of which only those that one sees are in the page.

const MARGIN = 12;
// Browsers lay out nothing taller than some thirty million pixels; beyond this the way is compressed.
const TALLEST = 15_000_000;

/** Calls back with the rows to draw, from the first to before the last, and the room above and below them. */
export class VirtualRows {
  #scroller;
  #height;
  #draw;
  #count = 0;
  #drawn = "";
  #waiting = false;

  constructor({ scroller, height, draw }) {
    this.#scroller = scroller;
    this.#height = height;
    this.#draw = draw;
    scroller.addEventListener("scroll", () => this.#later(), { passive: true });
    new ResizeObserver(() => this.#later()).observe(scroller);
  }

  /** So many rows there are, each so high; what is seen is drawn anew. */
  show(count, height = this.#height) {
    this.#count = count;
    this.#height = height;
    this.#drawn = "";
    this.#update();
  }

  /** Whether one looks at the last row. */
  get atEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 2 * this.#height;
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#update();
  }

  /** Brings a row into the middle of what one sees. */
  to(row) {
    const middle = (this.#scroller.clientHeight - this.#height) / 2;
    this.#scroller.scrollTop = Math.max(0, (row * this.#height - middle) * this.#ratio());
    this.#update();
  }

  // How far one scrolls for a pixel of rows: one, or less where all rows would be too tall.
  #ratio() {
    return Math.min(1, TALLEST / (this.#count * this.#height || 1));
  }

  #later() {
    if (!this.#waiting) {
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#update();
      });
    }
  }

  #update() {
    const seen = Math.ceil(this.#scroller.clientHeight / this.#height);
    const top = this.#scroller.scrollTop / this.#ratio();
    const first = Math.max(0, Math.min(Math.floor(top / this.#height), this.#count - seen) - MARGIN);
    const last = Math.min(this.#count, first + seen + 2 * MARGIN);
    const signature = `${first} ${last} ${this.#count} ${this.#height}`;
    if (signature === this.#drawn) {
      return;
    }
    this.#drawn = signature;
    const total = this.#count * this.#height * this.#ratio();
    const above = Math.min(first * this.#height * this.#ratio(), total - (last - first) * this.#height);
    this.#draw(first, last, { above, below: Math.max(0, total - above - (last - first) * this.#height) });
  }
}
