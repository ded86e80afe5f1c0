// Audiences: named sets of subreddits, to scan again and again.
import { post } from "../lib/api.js";
import { fill, h } from "../lib/dom.js";
import { title } from "../lib/router.js";
import { toast } from "../lib/toast.js";
import { audienceForm } from "../parts/audience-form.js";
import { audienceImport } from "../parts/audience-import.js";
import { audienceList } from "../parts/audience-list.js";

export async function open({ main, signal }) {
  title("Audiences");
  let audiences = [];
  const exportPlace = h("span");
  const list = audienceList({ signal, create: () => setOpen(true), onChange: (known) => { audiences = known; showExport(); } });
  const creation = h("section", { class: "card stack", id: "new-audience", "aria-label": "New audience", hidden: true });
  const toggle = h("button", { type: "button", class: "primary", "aria-expanded": "false", "aria-controls": "new-audience", onclick: () => setOpen(creation.hidden) }, "New audience");

  await list.load();
  fill(main, h("div", { class: "stack loose" },
    h("div", { class: "page-head" },
      h("div", null, h("h1", { tabindex: "-1" }, "Audiences"), h("p", { class: "soft" }, "Subreddits that belong together, under a name. A scan can ask a whole audience.")),
      h("p", { class: "actions" }, exportPlace, toggle)),
    creation, list.element, audienceImport({ known: () => audiences, done: () => list.load() })));

  function setOpen(isOpen) {
    creation.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    fill(creation, h("h2", null, "New audience"), audienceForm({
      action: "Create",
      send: async (wanted) => {
        const { id, name } = await post("/api/audiences", wanted);
        setOpen(false);
        await list.load(`edit-${id}`);
        toast(`Created ${name}.`);
      },
      cancel: () => { setOpen(false); toggle.focus(); },
    }));
    if (creation.isConnected) creation.querySelector("input").focus();
  }

  function showExport() {
    fill(exportPlace, audiences.length > 0 && h("a", { class: "button", href: "/api/audiences/export", download: "audiences.json" }, "Export"));
  }
}
