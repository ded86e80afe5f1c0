// Elements are built, never parsed: what people wrote on Reddit can only ever become text.

/**
 * Build an element: h("a", { href: "/", class: "quiet", onclick: fn }, "Home").
 *
 * A prop is an attribute, but for `on…` (a listener), `dataset` (an object) and properties such as `value`, `checked`,
 * `disabled`, `hidden`. Null, undefined and false leave an attribute out. Children are nodes, strings, numbers, arrays of
 * them, or nothing (null, undefined, false).
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

/** Put children in the place of all that `parent` holds, and return it. */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
  return parent;
}

/** Set the text of an element only where it changes, so that screen readers and selections are left in peace. */
export function setText(element, text) {
  const next = String(text);
  if (element.textContent !== next) element.textContent = next;
}

/** Set a CSS property from here: markup may hold no styles, as the page's Content-Security-Policy says. */
export function style(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  return element;
}

/** Render anew, and give the focus back to what stands in the place of what had it: the same `data-focus`. */
export function keepFocus(render) {
  const key = document.activeElement?.dataset.focus;
  render();
  if (key) document.querySelector(`[data-focus="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

let lastId = 0;

/** Make an id for a label and its field. */
export function newId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "open", "indeterminate"]);

function set(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (PROPERTIES.has(name)) element[name] = value ?? (name === "value" ? "" : false);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
}

function nodes(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
