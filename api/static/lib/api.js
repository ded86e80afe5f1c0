// The public API, as any other client uses it.
import { connectionIsBack, connectionIsLost } from "./connection.js";

/** An answer that says no. `errors` is a list of { field, message }. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.errors = body?.errors ?? [];
  }

  /** What is wrong with each field, by name. */
  get byField() {
    return Object.fromEntries(this.errors.map(({ field, message }) => [field, message]));
  }
}

/** No answer at all: the server is not running, or cannot be reached. */
export class Unreachable extends Error {
  constructor() {
    super("PainPointRadar does not answer. Is it still running? Start it with: make run");
  }
}

export const get = (path, options) => ask("GET", path, undefined, options);
export const post = (path, body, options) => ask("POST", path, body, options);
export const put = (path, body, options) => ask("PUT", path, body, options);
export const remove = (path, options) => ask("DELETE", path, undefined, options);

/** Write a query string, leaving out what is empty. */
export function withQuery(path, parameters) {
  const said = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return said.length ? `${path}?${new URLSearchParams(said)}` : path;
}

/** Read a list to its end, page by page. */
export async function getAll(path, options = {}) {
  const items = [];
  for (let next = path; next; ) {
    const page = await get(next, options);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

const SLOWEST_MS = 15_000;

/**
 * Call `show` with what stands at `path`, again and again until `show` answers true or the signal ends it.
 *
 * `path` and `everyMs` may be functions, where they change with what was shown.
 * A hidden tab is not polled. While the server does not answer, it is asked less and less often, and a line above the
 * page says so.
 */
export async function poll(path, show, { signal, everyMs = 1000 }) {
  let waitMs = said(everyMs);
  while (!signal.aborted) {
    try {
      if (show(await get(said(path), { signal }))) return;
      waitMs = said(everyMs);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Unreachable) && !(error.status >= 500)) throw error;
      waitMs = Math.min(waitMs * 2, SLOWEST_MS);
    }
    await pause(waitMs, signal);
    if (document.hidden) await becomesVisible(signal);
  }
}

async function ask(method, path, body, { signal, headers } = {}) {
  const says = { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers };
  let response, text;
  try {
    response = await fetch(path, { method, signal, headers: says, body: body === undefined ? undefined : JSON.stringify(body) });
    text = await response.text(); // an answer may break off
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connectionIsLost();
    throw new Unreachable();
  }
  connectionIsBack();
  if (!response.ok) throw new Problem(response.status, problemIn(text));
  return text === "" ? null : JSON.parse(text);
}

/** What stands between the page and the server may answer something else than JSON. */
function problemIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const said = (value) => (typeof value === "function" ? value() : value);

export function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

function becomesVisible(signal) {
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", resolve, { once: true, signal });
    signal.addEventListener("abort", resolve, { once: true });
  });
}
