// One line above the page while the server does not answer.
const line = document.getElementById("connection");

export function connectionIsLost() {
  if (!line.hidden) return;
  line.textContent = "PainPointRadar does not answer. What you see is the last that was known; it goes on by itself when it is back.";
  line.hidden = false;
}

export function connectionIsBack() {
  if (line.hidden) return;
  line.hidden = true;
  line.textContent = "";
}

addEventListener("offline", connectionIsLost);
