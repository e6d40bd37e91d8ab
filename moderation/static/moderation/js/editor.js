// Editing in place: a draft of the next version, kept in this browser until it is saved or dropped.

import { onSwap, post, refresh, state } from "./bench.js";
import { currentItem, marksOf } from "./flags.js";
import { say, word } from "./words.js";

let places = new Map(); // flag's key → [start, end] in the draft, in UTF-16 units
let before = ""; // the draft as it stood before the last keystroke

const area = () => document.getElementById("draft");
const editor = () => document.getElementById("editor");
const keptName = () => `second-source.draft.${document.getElementById("bench").dataset.review}`;
const isDirty = () => area() && area().value !== area().defaultValue;

export const isEditing = () => editor() !== null && !editor().hidden;

export function openEditor() {
  if (!editor()) return;
  document.getElementById("text").hidden = true;
  editor().hidden = false;
  const place = places.get(currentItem()?.dataset.flag);
  area().focus();
  if (place) showPlace(...place);
}

export function closeEditor() {
  editor().hidden = true;
  document.getElementById("text").hidden = false;
  document.getElementById("edit")?.focus();
}

export function putIn(number) {
  const item = currentItem();
  const button = item?.querySelectorAll("[data-suggestion]")[number - 1];
  const place = places.get(item?.dataset.flag);
  if (!button || !place || !area()) return;
  const words = button.dataset.suggestion;
  area().setRangeText(words, place[0], place[1], "end");
  follow();
  const [first, ...rest] = marksOf(item.dataset.flag);
  if (first) first.textContent = words;
  rest.forEach((mark) => { mark.textContent = ""; });
  say(word("putIn", { words }));
}

export async function save() {
  if (!isDirty()) return;
  const text = area().value;
  const isSaved = await post(state().correctUrl, { text, expected_version: editor().elements.expected_version.value });
  if (isSaved) localStorage.removeItem(keptName());
  else if (area()) reopenWith(text);
}

export function listenForEdits() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("#edit")) openEditor();
    if (event.target.closest("#edit-close")) closeEditor();
    if (event.target.closest("#edit-drop")) drop();
    const suggestion = event.target.closest("[data-suggestion]");
    if (suggestion) putIn([...suggestion.parentElement.querySelectorAll("[data-suggestion]")].indexOf(suggestion) + 1);
    if (event.target.closest("#draft-save")) save();
  });
  document.addEventListener("input", (event) => { if (event.target === area()) follow(); });
  document.addEventListener("submit", (event) => {
    if (event.target !== editor()) return;
    event.preventDefault();
    save();
  });
  addEventListener("beforeunload", (event) => { if (isDirty()) event.preventDefault(); });
  onSwap(begin);
  begin();
  restore();
}

function begin() {
  places = new Map();
  if (!area()) return;
  before = area().value;
  const units = unitOffsets(before);
  document.querySelectorAll("#flags .flag").forEach((item) => {
    if (item.dataset.start) places.set(item.dataset.flag, [units(Number(item.dataset.start)), units(Number(item.dataset.end))]);
  });
  showDraft();
}

// Flags come in code points, a text area counts UTF-16 units.
function unitOffsets(text) {
  const wide = [];
  let point = 0;
  for (const sign of text) {
    if (sign.length > 1) wide.push(point);
    point += 1;
  }
  return (offset) => offset + wide.filter((at) => at < offset).length;
}

// After any change: keep the draft, and shift the flags that lie behind what changed.
function follow() {
  const after = area().value;
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const end = before.length - tail;
  const shift = after.length - before.length;
  places.forEach(([from, to], key) => {
    places.set(key, [from >= end ? from + shift : from, to >= end ? to + shift : Math.min(to, after.length)]);
  });
  before = after;
  if (isDirty()) keep(after);
  else localStorage.removeItem(keptName());
  showDraft();
}

function keep(text) {
  const draft = { text, version: editor().elements.expected_version.value, at: new Date().toISOString() };
  try {
    localStorage.setItem(keptName(), JSON.stringify(draft));
  } catch {
    say(word("notKept"));
  }
}

function restore() {
  let draft = null;
  try {
    draft = JSON.parse(localStorage.getItem(keptName()));
  } catch {
    localStorage.removeItem(keptName());
  }
  if (!draft || !area() || draft.text === area().value) return;
  editor().elements.expected_version.value = draft.version;
  reopenWith(draft.text);
  say(word("restored"));
}

function reopenWith(text) {
  area().value = text;
  follow();
  openEditor();
}

function drop() {
  localStorage.removeItem(keptName());
  area().value = area().defaultValue;
  refresh();
}

function showDraft() {
  const bar = document.getElementById("draft-bar");
  if (bar) bar.hidden = !isDirty();
  const line = document.getElementById("draft-state");
  if (line) line.textContent = isDirty() ? word("kept") : "";
}

function showPlace(start, end) {
  area().setSelectionRange(start, end);
  const lines = area().value.slice(0, start).length / Math.max(area().value.length, 1);
  area().scrollTop = Math.max(lines * area().scrollHeight - area().clientHeight / 3, 0);
}
