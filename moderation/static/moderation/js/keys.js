// The keys: one letter a verb, changed in the help and kept for the person by the server.

import { ask } from "./bench.js";
import { warn, word } from "./words.js";

const fields = () => [...document.querySelectorAll("[data-verb-key]")];
const letters = new Map(); // code → letter, as the server gave them or as they were just changed

export function letterOf(code) {
  return letters.get(code) ?? "";
}

export function codeOf(letter) {
  return [...letters.keys()].find((code) => letters.get(code) === letter);
}

// Write the letters on every button, and the short list at the foot of the page.
export function showKeys() {
  document.querySelectorAll("[data-key-of]").forEach((place) => { place.textContent = letterOf(place.dataset.keyOf); });
  fields().forEach((field) => { field.value = letterOf(field.dataset.verbKey); });
  const hints = fields().filter((field) => field.dataset.hint).map((field) => {
    const hint = document.createElement("span");
    const key = document.createElement("kbd");
    key.textContent = letterOf(field.dataset.verbKey);
    hint.append(key, ` ${field.dataset.hint}`);
    return hint;
  });
  document.getElementById("key-hints")?.replaceChildren(...hints);
}

export function listenForChanges() {
  fields().forEach((field) => letters.set(field.dataset.verbKey, field.dataset.letter));
  document.addEventListener("change", (event) => {
    const code = event.target.dataset?.verbKey;
    if (!code) return;
    const letter = event.target.value.trim().toLowerCase();
    const other = codeOf(letter);
    if (!letter || /\d/.test(letter) || (other && other !== code)) warn(word("keyTaken"));
    else change(new Map([[code, letter]]));
    showKeys();
  });
  document.getElementById("keys-reset").addEventListener("click", () => {
    change(new Map(fields().map((field) => [field.dataset.verbKey, field.dataset.default])));
    showKeys();
  });
}

async function change(changed) {
  changed.forEach((letter, code) => letters.set(code, letter));
  const form = new FormData();
  form.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  form.append("keys", JSON.stringify(Object.fromEntries(letters)));
  const answer = await ask(document.getElementById("help-dialog").dataset.keysUrl, { method: "POST", body: form });
  if (answer && !answer.ok) warn((await answer.json()).problem);
}
