// Parts of the axes of parallel coordinates that one has picked, and the lines that lead through all of them.

/** Listens to a chart; calls back with the places of the picked lines, or with null when nothing is picked. */
export class Brush {
  #chart;
  #onChange;
  #intervals = new Map();

  constructor(onChange) {
    this.#onChange = onChange;
  }

  attach(chart) {
    this.#chart = chart;
    chart.on("axisareaselected", () => this.#changed());
  }

  /** Picks again what was picked before the axes changed, once they are drawn anew. */
  restore() {
    const kept = [...this.#intervals];
    if (kept.length > 0) {
      const pickAgain = () => {
        this.#chart.off("rendered", pickAgain);
        const axes = this.#axes();
        kept.filter(([name]) => axes.includes(name)).forEach(([name, intervals]) => this.pick(axes.indexOf(name), intervals));
      };
      this.#chart.on("rendered", pickAgain);
    }
  }

  /** Picks parts of an axis: pairs of values, or of places where the axis has categories. */
  pick(axis, intervals) {
    this.#chart?.dispatchAction({ type: "axisAreaSelect", parallelAxisIndex: axis, intervals });
  }

  clear() {
    [...this.#intervals.keys()].forEach((name) => this.pick(this.#axes().indexOf(name), []));
  }

  #axes() {
    return (this.#chart?.getOption()?.parallelAxis ?? []).map(({ name }) => name);
  }

  #changed() {
    const model = this.#chart.getModel();
    this.#intervals = new Map();
    this.#axes().forEach((name, index) => {
      const intervals = model.getComponent("parallelAxis", index).activeIntervals;
      if (intervals.length > 0) {
        this.#intervals.set(name, intervals);
      }
    });
    const picked = this.#intervals.size > 0 ? model.getSeriesByIndex(0).getRawIndicesByActiveState("active") : null;
    this.#onChange(picked);
  }
}
