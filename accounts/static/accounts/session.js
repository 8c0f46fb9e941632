// Warns two minutes before the session ends. Without this script nothing is lost either: what is
// sent too late is kept, and filled in again after signing in.

const WARN = 120;
const dialog = document.getElementById("session-warning");
let timer;

async function ask(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", ...options });
  return answer.ok ? (await answer.json()).seconds : 0;
}

function wait(seconds) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(seconds, 1) * 1000);
}

// Another tab may have been used meanwhile, so the server is asked each time.
async function look() {
  let left;
  try {
    left = await ask(dialog.dataset.left);
  } catch {
    return wait(30);
  }
  if (left > WARN) {
    dialog.close();
    return wait(left - WARN);
  }
  const over = left <= 0;
  for (const part of dialog.querySelectorAll(".app-dialog__soon")) part.hidden = over;
  for (const part of dialog.querySelectorAll(".app-dialog__over")) part.hidden = !over;
  if (over) document.getElementById("session-warning-title").textContent = "You are signed out";
  if (!dialog.open) dialog.showModal();
  if (!over) wait(Math.min(left, 20));
}

if (dialog) {
  const form = dialog.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const left = await ask(form.action, { method: "POST", body: new FormData(form) });
    dialog.close();
    wait(left - WARN);
  });
  wait(Number(dialog.dataset.seconds) - WARN);
}
