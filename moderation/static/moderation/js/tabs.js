// The tabs of the side pane, and what of the text is underlined: remembered over every refresh.

import { ask, onSwap } from "./bench.js";

let chosen = "tab-flags";
const underlined = new Set();

const tabs = () => [...document.querySelectorAll('[role="tab"]')];

export function listenForTabs() {
  document.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) show(tab.id);
    if (event.target.closest("#copy-tolls")) navigator.clipboard.writeText(document.getElementById("tolls-text").textContent);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.role !== "tab" && event.target.getAttribute?.("role") !== "tab") return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const all = tabs();
    const next = all[(all.indexOf(event.target) + by + all.length) % all.length];
    show(next.id);
    next.focus();
  });
  document.addEventListener("change", (event) => {
    const filter = event.target.closest(".history-filter");
    if (filter) fetchPanel(filter.parentElement, `${filter.getAttribute("action")}?${new URLSearchParams(new FormData(filter))}`);
    const name = { "see-quotations": "show-quotations", "see-sources": "show-sources" }[event.target.id];
    if (!name) return;
    event.target.checked ? underlined.add(name) : underlined.delete(name);
    underline();
  });
  onSwap(() => { show(chosen); underline(); });
}

function show(id) {
  chosen = id;
  tabs().forEach((tab) => {
    const isChosen = tab.id === id;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    panel.hidden = !isChosen;
    if (isChosen && panel.dataset.source) fetchPanel(panel, panel.dataset.source);
  });
}

// The timeline is read when it is asked for; its filter asks again.
async function fetchPanel(panel, address) {
  const answer = await ask(address, {});
  if (!answer?.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  panel.replaceChildren(...parsed.body.childNodes);
}

function underline() {
  const text = document.getElementById("text");
  for (const name of ["show-quotations", "show-sources"]) {
    text?.classList.toggle(name, underlined.has(name));
    const box = document.getElementById(name.replace("show", "see"));
    if (box) box.checked = underlined.has(name);
  }
}
