// Editing in place: a draft of the next version, kept in this browser until it is saved or dropped.

import { hasLeft, inTurn } from "./ahead.js";
import { onSwap, post, refresh, state } from "./bench.js";
import { append, changeBetween, moved, unitOffsets } from "./changes.js";
import { currentItem, marksOf } from "./flags.js";
import { say, word } from "./words.js";

let draft = null; // {text, version, changes, putIn}: what is not saved, and over which version; the browser has a copy
let places = new Map(); // flag's key → [start, end] in the draft, in UTF-16 units
let before = ""; // the draft as it stood before the last keystroke

const area = () => document.getElementById("draft");
const editor = () => document.getElementById("editor");
// Several people use one machine: a draft is kept for who wrote it.
const keptName = () => {
  const { person, review } = document.getElementById("bench").dataset;
  return `second-source.draft.${person}.${review}`;
};
const namelessName = () => `second-source.draft.${document.getElementById("bench").dataset.review}`;
const standing = () => state().version;

export const hasDraft = () => draft !== null;
export const isDirty = () => area() !== null && area().value !== area().defaultValue;
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
  if (draft) rememberPutIn(item.dataset.flag);
  showInText(item.dataset.flag, words);
  say(word("putIn", { words }));
}

export async function save() {
  if (!isDirty()) return;
  const text = area().value;
  const fields = { text, expected_version: editor().elements.expected_version.value };
  const print = currentItem()?.dataset.print;
  await inTurn(async () => {
    const isSaved = await post(state().correctUrl, fields, () => settle(text));
    if (area() && (!isSaved || isDirty())) openEditor();
    // The field that was written in is closed: the keyboard stands where it is opened again, not at the page's top.
    else if (document.activeElement === document.body) document.getElementById("edit")?.focus();
    // A new version's flags are new rows: keys pressed meanwhile are obeyed where none, or the same, is current.
    return isSaved && [undefined, print].includes(currentItem()?.dataset.print);
  });
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
  addEventListener("beforeunload", (event) => { if (isDirty() && !hasLeft()) event.preventDefault(); });
  onSwap(begin);
  draft = readKept(keptName());
  if (!draft && area()) claimNameless();
  begin();
  if (!isDirty()) return;
  openEditor();
  say(word("restored"));
}

// The page was put anew: find the flags' places, and go on with the draft.
function begin() {
  places = new Map();
  if (area()) findPlaces();
  if (area() && draft) putBack();
  showDraft();
}

function findPlaces() {
  before = area().value;
  const units = unitOffsets(before);
  document.querySelectorAll("#flags .flag").forEach((item) => {
    if (item.dataset.start) places.set(item.dataset.flag, [units(Number(item.dataset.start)), units(Number(item.dataset.end))]);
  });
}

function putBack() {
  const isOfStanding = draft.version === standing() && draft.changes;
  const changes = isOfStanding ? draft.changes : [changeBetween(before, draft.text)];
  draft = { putIn: [], ...draft, changes };
  const wordsAt = ([from, to], text) => text.slice(from, to);
  const were = new Map([...places].map(([key, place]) => [key, wordsAt(place, before)]));
  changes.forEach(shift);
  // Over another version the changes are not known one by one: a place counts only where the flag's words stand.
  if (!isOfStanding) places.forEach((place, key) => { if (wordsAt(place, draft.text) !== were.get(key)) places.delete(key); });
  area().value = before = draft.text;
  if (!isDirty()) return forget();
  // A draft is saved over the version it was made from, until its reader has seen how it differs from the one that stands.
  if (draft.version === null || document.querySelector(".conflict-sheet")) keep({ version: standing(), putIn: [] });
  editor().elements.expected_version.value = draft.version;
  if (isOfStanding) draft.putIn.forEach((key) => { if (places.has(key)) showInText(key, wordsAt(places.get(key), draft.text)); });
}

// Saved: what was typed since then is a draft over the version that now stands.
function settle(text) {
  if (draft?.text === text) forget();
  else if (draft) draft.version = null;
}

// After any change: keep the draft, and shift the flags that lie behind what changed.
function follow() {
  const text = area().value;
  const change = changeBetween(before, text);
  shift(change);
  before = text;
  if (isDirty()) keep({ text, version: editor().elements.expected_version.value, changes: append(draft?.changes ?? [], change) });
  else forget();
  // What was shifted to and fro is found anew once the text is again as it stands.
  if (!draft) findPlaces();
  showDraft();
}

function shift(change) {
  places.forEach(([from, to], key) => { places.set(key, [moved(from, change), moved(to, change)]); });
}

function keep(changed) {
  draft = { putIn: [], ...draft, ...changed };
  try {
    localStorage.setItem(keptName(), JSON.stringify(draft));
  } catch {
    say(word("notKept"));
  }
}

function forget() {
  draft = null;
  localStorage.removeItem(keptName());
}

function readKept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    localStorage.removeItem(name);
    return null;
  }
}

// A draft from before drafts bore a name is given to who says that it is theirs, and waits for them until then.
function claimNameless() {
  const found = readKept(namelessName());
  if (!found || !confirm(word("whose"))) return;
  localStorage.removeItem(namelessName());
  keep(found);
}

function rememberPutIn(key) {
  keep({ putIn: [...new Set([...draft.putIn, key])] });
}

function showInText(key, words) {
  const [first, ...rest] = marksOf(key);
  if (first) first.textContent = words;
  rest.forEach((mark) => { mark.textContent = ""; });
}

function drop() {
  forget();
  if (area()) area().value = area().defaultValue;
  refresh();
}

function showDraft() {
  const bar = document.getElementById("draft-bar");
  bar.hidden = draft === null;
  document.getElementById("draft-save").hidden = !area();
  const line = document.getElementById("draft-state");
  if (line) line.textContent = draft ? word("kept") : "";
  const told = bar.querySelector("span");
  // Where somebody else has the article in hand, or the text is seen another way, there is nothing to write in.
  if (draft && !area()) told.textContent = word("kept");
  else if (draft && draft.version !== standing()) told.textContent = word("newer", { version: standing() });
}

function showPlace(start, end) {
  area().setSelectionRange(start, end);
  const lines = area().value.slice(0, start).length / Math.max(area().value.length, 1);
  area().scrollTop = Math.max(lines * area().scrollHeight - area().clientHeight / 3, 0);
}
