// Addresses to pages. Each page module exports `open({ main, params, query, signal, isReturn })`, which fills `main`; what it
// starts ends with `signal`, when another page is opened. `isReturn` where the reader came with the browser's Back or Forward.
import { fill, h } from "./dom.js";
import { failed, loading } from "./states.js";

let routes = [];
let current = new AbortController();

export function startRouter(table) {
  routes = table.map(([pattern, load]) => [toExpression(pattern), load]);
  document.addEventListener("click", followLink);
  addEventListener("popstate", () => openPage({ isReturn: true }));
  openPage();
}

const queries = new Map();

/** Give the address of a page as the reader left it, with its filter: what a trail leads back to. */
export const asLeft = (path) => path + (queries.get(path) ?? "");

/** Open the page at an address of ours. */
export function go(address, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  openPage();
}

/** Change the query of the address, without opening the page anew: a filter that can be shared and comes back. */
export function keepInAddress(parameters) {
  const said = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = new URLSearchParams(said).toString();
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
  queries.set(location.pathname, location.search);
}

/** Name the page in the tab and in the history. */
export function title(text) {
  document.title = text ? `${text} – PainPointRadar` : "PainPointRadar";
}

async function openPage({ isReturn = false } = {}) {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const main = document.getElementById("main");
  const found = findRoute(location.pathname);
  queries.set(location.pathname, location.search);
  markNavigation();
  if (!found) return showMissing(main);
  fill(main, loading("Loading …"));
  try {
    const page = await found.load();
    if (signal.aborted) return;
    await page.open({ main, params: found.params, query: new URLSearchParams(location.search), signal, isReturn });
    if (!signal.aborted) takeFocus(main);
  } catch (error) {
    if (signal.aborted) return;
    if (!error.status && error.name !== "Error") console.error(error);
    title(error.status === 404 ? "Not found" : "That did not work");
    fill(main, failed(error, () => openPage(), { level: 1 }));
    takeFocus(main);
  }
}

function findRoute(path) {
  for (const [expression, load] of routes) {
    const match = expression.exec(path.length > 1 ? path.replace(/\/$/, "") : path);
    if (match) return { load, params: match.groups ?? {} };
  }
  return null;
}

function toExpression(pattern) {
  return new RegExp(`^${pattern.replace(/:(\w+)/g, "(?<$1>[\\w-]+)")}$`);
}

function followLink(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const leaves = link.target || link.hasAttribute("download") || "leaves" in link.dataset;
  if (leaves || link.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  go(link.href);
  scrollTo(0, 0);
}

function markNavigation() {
  for (const link of document.querySelectorAll("nav a")) {
    const path = new URL(link.href).pathname;
    const isHere = path === "/" ? /^\/(scans\/|$)/.test(location.pathname) : location.pathname.startsWith(path);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

let isFirst = true;

function takeFocus(main) {
  // The first page leaves the focus where the browser puts it.
  if (!isFirst) (main.querySelector("h1") ?? main).focus({ preventScroll: true });
  isFirst = false;
}

function showMissing(main) {
  title("Not found");
  fill(main, h("h1", { tabindex: "-1" }, "There is nothing here"), h("p", null, "The address may be old, or its scan was deleted. ", h("a", { href: "/" }, "All scans"), "."));
  takeFocus(main);
}
