// Home: the scans there are, and the form for a new one.
import { get, getAll } from "../lib/api.js";
import { fill, h } from "../lib/dom.js";
import { title } from "../lib/router.js";
import { failed } from "../lib/states.js";
import { sameRequest } from "../parts/scan-actions.js";
import { scanForm } from "../parts/scan-form.js";
import { followScans } from "../parts/scan-list.js";
import { welcome } from "../parts/welcome.js";

export async function open({ main, query, signal }) {
  title("");
  const [first, { items: sources }, audiences, like] = await Promise.all([
    get("/api/scans?limit=1", { signal }),
    get("/api/sources", { signal }),
    getAll("/api/audiences", { signal }),
    requestLike(query.get("like"), signal),
  ]);
  const asked = withAudience(like, audiences, query.get("audience"));
  const form = scanForm({ sources, audiences, like: asked, signal });
  if (first.items.length === 0) fill(main, firstVisit(form));
  else fill(main, scansAndForm(form, { isOpen: asked !== undefined, signal }));
}

/** The request of an earlier scan, to be changed and asked anew. */
async function requestLike(scanId, signal) {
  if (!scanId) return undefined;
  return sameRequest(await get(`/api/scans/${encodeURIComponent(scanId)}`, { signal }));
}

/** The page of audiences links here with the id of one. */
function withAudience(like, audiences, id) {
  const chosen = audiences.find((audience) => audience.id === id);
  return chosen ? { ...like, audience: chosen.name } : like;
}

function firstVisit(form) {
  return h("div", { class: "stack loose" },
    welcome(),
    h("section", { class: "stack", "aria-labelledby": "own-question" }, h("h2", { id: "own-question" }, "Ask a question of your own"), form.element));
}

function scansAndForm(form, { isOpen, signal }) {
  const place = h("div", { class: "scans" });
  const panel = h("section", { class: "card stack", id: "new-scan", "aria-label": "New scan", hidden: !isOpen }, h("h2", null, "New scan"), form.element);
  const toggle = h("button", { type: "button", class: "primary", "aria-expanded": String(isOpen), "aria-controls": "new-scan" }, "New scan");
  toggle.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) form.focus();
  });
  const nothing = h("p", { class: "soft", hidden: true }, "All scans are deleted. Ask a new question above.");
  followScans(place, { signal, onCount: (shown) => { nothing.hidden = shown > 0; } }).catch((error) => signal.aborted || fill(place, failed(error)));
  return h("div", { class: "stack loose" },
    h("div", { class: "page-head" }, h("h1", { tabindex: "-1" }, "Scans"), toggle),
    panel, nothing, place);
}
