// One line above the page while the server does not answer.
const ASKED_EVERY_MS = 3_000;
const line = document.getElementById("connection");
let asking = null;

/** Say so, and ask again until there is an answer: not every page would ask by itself. */
export function connectionIsLost() {
  if (!line.hidden) return;
  line.textContent = "PainPointRadar does not answer. What you see is the last that was known; this line goes when it is back.";
  line.hidden = false;
  asking = setInterval(() => fetch("/healthz").then(connectionIsBack, () => {}), ASKED_EVERY_MS);
}

export function connectionIsBack() {
  if (line.hidden) return;
  clearInterval(asking);
  line.hidden = true;
  line.textContent = "";
}
