/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Creates and finds elements. Text of messages only becomes text nodes, so that
 * it is never interpreted as HTML.
 *
 * @module
 */

/**
 * Creates an element with attributes and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes] `true` sets an empty one; `false` and `undefined` are left out
 * @param {...(Node | string | undefined)} children `undefined` is left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    created.setAttribute(name, value === true ? "" : String(value));
  }
  created.append(...children.filter((child) => child !== undefined));
  return created;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Creates an icon of `icons.svg`.
 *
 * @param {string} name
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  drawing.append(use);
  return drawing;
}

/**
 * Creates a round button that shows only an icon; its name is read aloud and shown on hover.
 *
 * @param {string} drawing
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 */
export function iconButton(drawing, name, attributes = {}) {
  return element(
    "button",
    {
      type: "button",
      "aria-label": name,
      title: name,
      ...attributes,
      class: `round ${attributes["class"] ?? ""}`.trim(),
    },
    icon(drawing),
  );
}

/**
 * Returns the element of `index.html` with this id.
 *
 * @template {Element} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 * @throws {TypeError} when the page has no such element
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`Cannot find a ${kind.name} with id '${id}' in the page`);
}
