// Makes elements; whatever is put in as text stays text.

/** An element with attributes, listeners (on...) and children: nodes, text or nothing. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value != null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** A link within the dashboard. */
export const link = (href, ...children) => el("a", { href }, ...children);

/** Changes the text only if it differs, so that nothing is laid out again for nothing. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Replaces what an element holds only if its signature differs from the last one. */
export function redraw(element, signature, draw) {
  const text = JSON.stringify(signature);
  if (element.drawnFor !== text) {
    element.drawnFor = text;
    element.replaceChildren(...[draw()].flat().filter(Boolean));
  }
}
