// All scans, newest first, kept up to date while the page is open.
import { get, poll } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { once } from "../lib/once.js";
import { attempt } from "../lib/toast.js";
import { scanRow } from "./scan-row.js";
import { isAlive } from "./scan-words.js";

const PAGE = 20;
const MOST_POLLED = 200; // the API's longest page
const ALIVE_MS = 1_000;
const QUIET_MS = 10_000;

/** Show the list in `place`; `onCount` hears how many scans are shown. Returns when there are none left to poll for. */
export async function followScans(place, { signal, onCount }) {
  const rows = new Map();
  const list = h("ul", { class: "rows", "aria-label": "Scans" });
  const more = h("button", { type: "button", onclick: () => once(more, showMore) }, "Show more");
  let polled = PAGE;
  let next = null;
  let older = [];
  let before = []; // what the last page held
  let isBusy = false;

  const show = (page) => {
    next = older.length ? next : page.next;
    // A new scan pushes the last one out of what is polled, where older ones are shown below.
    const last = page.items.at(-1);
    if (older.length) older = [...before.filter((scan) => scan.timings.created_at <= last?.timings.created_at), ...older];
    before = page.items;
    // A deleted one lets an older one move up: each is shown once.
    const polledIds = new Set(page.items.map(({ id }) => id));
    const scans = [...page.items, ...older.filter(({ id }) => !polledIds.has(id) && polledIds.add(id))];
    arrange(list, rows, scans, (scan) => scanRow(scan, { refresh, signal }));
    isBusy = scans.some(isAlive);
    more.hidden = !next;
    onCount(scans.length);
  };
  const refresh = () => attempt(async () => show(await get(address(), { signal })));
  const address = () => `/api/scans?limit=${polled}`;
  const showMore = () => attempt(async () => {
    if (polled < MOST_POLLED) {
      polled = Math.min(polled + PAGE, MOST_POLLED);
      return refresh();
    }
    const page = await get(next, { signal });
    older = [...older, ...page.items];
    next = page.next;
    return refresh();
  });

  more.hidden = true;
  place.append(list, h("p", { class: "actions more" }, more));
  await poll(address, (page) => void show(page), { signal, everyMs: () => (isBusy ? ALIVE_MS : QUIET_MS) });
}

function arrange(list, rows, scans, build) {
  const wanted = new Set(scans.map(({ id }) => id));
  for (const [id, row] of rows) {
    if (wanted.has(id)) continue;
    row.element.remove();
    rows.delete(id);
  }
  scans.forEach((scan, index) => {
    const row = rows.get(scan.id) ?? build(scan);
    rows.has(scan.id) ? row.update(scan) : rows.set(scan.id, row);
    // Moving an element would take its focus, so only what stands elsewhere is moved.
    if (list.children[index] !== row.element) list.insertBefore(row.element, list.children[index] ?? null);
  });
}
