// The questions the page asks: why a flag is dismissed, why an article is returned, held or killed.

import { inTurn } from "./ahead.js";
import { post, state } from "./bench.js";
import { hasDraft } from "./editor.js";
import { currentItem, itemOf, moveOn, waitingAfter } from "./flags.js";
import { say, warn, word } from "./words.js";

// Verbs that leave the text as it is before the editor, or open it again: a draft stays what it was.
const LEAVE_THE_TEXT = new Set(["claim", "release", "resume", "reopen"]);

const dialog = (name) => document.getElementById(`${name}-dialog`);

export const isAsking = () => document.querySelector("dialog[open]") !== null;

export function askHelp() {
  dialog("help").showModal();
}

// Tells whether it asks: a flag that is settled, or in somebody else's hands, is not dismissed.
export function askDismissal() {
  const item = currentItem();
  if (!item?.querySelector('[data-act="dismiss"]')) {
    warn(word("noDismissal"));
    say(word("noDismissal"));
    return false;
  }
  const form = document.getElementById("dismiss-form");
  form.reset();
  form.elements.flag.value = item.dataset.flag;
  form.elements.seen.value = item.dataset.seen; // what stands beneath the dialog may be put anew meanwhile
  document.getElementById("dismiss-words").textContent = item.querySelector(".flag-words").textContent;
  dialog("dismiss").showModal();
  form.elements.reason_code[0].focus();
  return true;
}

export async function answer(act, more = {}, item = currentItem()) {
  if (!item?.querySelector(`[data-act="${act}"]`)) return;
  const { flag, answers, seen, start } = item.dataset;
  const { hash, heads } = state();
  const next = act === "undo" ? item : waitingAfter(flag, start) ?? item;
  await inTurn(async () => {
    const isDone = await post(state().disposeUrl, { flag: answers, seen, act, ...more });
    if (isDone && act !== "undo") moveOn(flag, start);
    const now = currentItem()?.dataset;
    // The flag that was answered is another one by that; the next one must be what was read.
    const isNextAsRead = now?.flag === next.dataset.flag && (next === item || now.seen === next.dataset.seen);
    return isDone && isAsRead(hash, heads) && isNextAsRead;
  });
}

export function decide(code) {
  const button = document.querySelector(`[data-verb="${code}"]`);
  if (!button) return;
  const isRefused = button.getAttribute("aria-disabled") === "true";
  const refusal = hasDraft() && !LEAVE_THE_TEXT.has(code) ? word("unsaved") : isRefused && button.title;
  if (refusal) {
    warn(refusal);
    say(refusal);
  } else if (button.dataset.needs || button.dataset.time || button.dataset.person) {
    askDecision(button);
  } else {
    const { hash, reading, heads } = state(); // what stands before the editor now, whatever is still to be done before
    postInTurn(state().decideUrl, { verb: code, content_hash: hash, reading, heads });
  }
}

// The text and what is said beside it are still those that were read.
const isAsRead = (hash, heads) => state().hash === hash && state().heads === heads;

// Keys pressed meanwhile are obeyed if text and flag are still those that were read.
function postInTurn(address, fields) {
  const { hash, heads } = state();
  const seen = currentItem()?.dataset.seen;
  return inTurn(async () => await post(address, fields) && isAsRead(hash, heads) && currentItem()?.dataset.seen === seen);
}

export function listenForDialogs() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    const verb = event.target.closest("[data-verb]");
    if (verb) decide(verb.dataset.verb);
    const plain = event.target.closest("[data-post]");
    if (plain) postInTurn(plain.dataset.post, {});
    const act = event.target.closest("[data-act]");
    if (act) act.dataset.act === "dismiss" ? askDismissal() : answer(act.dataset.act);
    if (event.target.closest("#help-open")) askHelp();
  });
  document.getElementById("dismiss-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.elements.reason_code.value === "other" && !form.elements.note.value.trim()) {
      form.elements.note.focus();
      say(word("needsNote"));
      return;
    }
    dialog("dismiss").close();
    // The flag that the dialog showed, whichever is current by now.
    const item = itemOf(form.elements.flag.value);
    if (!item) warn(word("gone"));
    const { seen, reason_code, note } = form.elements;
    await answer("dismiss", { seen: seen.value, reason_code: reason_code.value, note: note.value }, item);
  });
  dialog("dismiss").addEventListener("keydown", chooseReason);
  document.getElementById("decide-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    dialog("decide").close();
    const { verb, content_hash, reason, until, person } = form.elements;
    const fields = {
      verb: verb.value, content_hash: content_hash.value, reason: reason.value, until: until.value, person: person.value,
    };
    postInTurn(state().decideUrl, fields);
  });
}

function askDecision(button) {
  const form = document.getElementById("decide-form");
  form.reset();
  form.elements.verb.value = button.dataset.verb;
  form.elements.content_hash.value = state().hash; // a newer text may come while the reason is written
  form.elements.reason.required = Boolean(button.dataset.needs);
  document.getElementById("decide-title").textContent = button.dataset.title;
  document.getElementById("decide-submit").textContent = button.dataset.title;
  document.getElementById("decide-time").hidden = !button.dataset.time;
  document.getElementById("decide-person").hidden = !button.dataset.person;
  // Whom it may be given to changes with its desk.
  form.elements.person.replaceChildren(document.getElementById("colleagues").content.cloneNode(true));
  form.elements.person.required = Boolean(button.dataset.person);
  dialog("decide").showModal();
  (button.dataset.person ? form.elements.person : form.elements.reason).focus();
}

// A digit chooses the reason and, if it needs no note, dismisses at once.
function chooseReason(event) {
  const isInNote = event.target.name === "note";
  if (isInNote && event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
  const reason = isInNote ? null : event.target.form?.elements.reason_code[Number(event.key) - 1];
  if (!reason) return;
  event.preventDefault();
  event.stopPropagation(); // the dialog is about to close: the page must not take the digit for a suggestion
  reason.checked = true;
  if (reason.value === "other") reason.form.elements.note.focus();
  else reason.form.requestSubmit();
}
