// Lets the buttons beside code copy it.  Pages work without this.
"use strict";

const done = "Copied";

async function copy(button) {
  const code = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(code.innerText);
  } catch {
    // Browsers grant the clipboard to this machine and to HTTPS only: leave the rest to the reader.
    getSelection().selectAllChildren(code);
    return;
  }
  const label = button.textContent;
  if (label !== done) {
    button.textContent = done;
    setTimeout(() => { button.textContent = label; }, 1500);
  }
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
