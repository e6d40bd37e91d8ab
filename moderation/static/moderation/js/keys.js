// The keys: one letter a verb, changed in the help and kept in this browser.

const KEPT = "second-source.keys";

const fields = () => [...document.querySelectorAll("[data-verb-key]")];

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

export function letterOf(code) {
  const field = document.querySelector(`[data-verb-key="${code}"]`);
  return kept()[code] ?? field?.dataset.default ?? "";
}

export function codeOf(letter) {
  return fields().map((field) => field.dataset.verbKey).find((code) => letterOf(code) === letter);
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
  document.addEventListener("change", (event) => {
    const code = event.target.dataset?.verbKey;
    if (!code) return;
    const letter = event.target.value.trim().toLowerCase();
    const isTaken = fields().some((field) => field.dataset.verbKey !== code && letterOf(field.dataset.verbKey) === letter);
    if (letter && !isTaken && !/\d/.test(letter)) localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [code]: letter }));
    showKeys();
  });
  document.getElementById("keys-reset").addEventListener("click", () => {
    localStorage.removeItem(KEPT);
    showKeys();
  });
}
