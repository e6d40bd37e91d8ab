// The review page: put its parts to work, and give each key its verb.

import { hasLeft, isUnderway, keep, keepForm, keepLink, leaveFor } from "./ahead.js";
import { onSwap, state } from "./bench.js";
import { answer, askDismissal, askHelp, decide, isAsking, listenForDialogs } from "./dialogs.js";
import { closeEditor, hasDraft, isEditing, listenForEdits, openEditor, putIn, save } from "./editor.js";
import { keepFresh } from "./fresh.js";
import { choose, listenForFlags, step } from "./flags.js";
import { codeOf, letterOf, listenForChanges, showKeys } from "./keys.js";
import { listenForTabs } from "./tabs.js";
import { word } from "./words.js";

const VERBS = {
  following: () => step(1),
  before: () => step(-1),
  dismiss: askDismissal,
  uphold: () => answer("uphold"),
  confirm: () => answer("confirm"),
  undo: () => answer("undo"),
  edit: openEditor,
  approve: () => decide("approve"),
  return: () => decide("return"),
  hold: () => decide("hold"),
  claim: () => decide(document.querySelector('[data-verb="release"]') ? "release" : "claim"),
  article: () => { if (!hasDraft() || confirm(word("leave"))) leaveFor(state().nextUrl); },
  help: askHelp,
};

const OF_FLAGS = new Set(["following", "before", "dismiss", "uphold", "confirm", "undo"]);

// A field in a dialog that was just closed keeps the focus for a moment: nobody types there any more.
const isTyping = (target) =>
  target.closest("input:not([type=checkbox]), textarea, select") !== null && target.closest("dialog:not([open])") === null;

function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (hasLeft()) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    } else if (event.key === "Escape" && isEditing() && !isAsking()) {
      closeEditor();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isAsking() && !isTyping(event.target)) {
      obey(event);
    }
  });
}

let isReasonNext = false; // no dialog has opened: the digit that was typed to choose its reason is no suggestion

function obey(event) {
  const code = codeOf(event.key.toLowerCase());
  const isDigit = /^[1-9]$/.test(event.key);
  if (!isDigit && !VERBS[code]) return;
  if (isUnderway()) {
    event.preventDefault();
    keep(event.key, { isLast: !isDigit && !OF_FLAGS.has(code) });
  } else if (isDigit) {
    if (!isReasonNext) putIn(Number(event.key));
    isReasonNext = false;
  } else {
    event.preventDefault();
    isReasonNext = VERBS[code]() === false;
  }
}

// Links wait for what is on its way, as keys do.
function listenForLinks() {
  document.addEventListener("click", (event) => {
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const link = event.target.closest("a[href]");
    if (!isPlain || !link || event.defaultPrevented || link.getAttribute("href").startsWith("#")) return;
    const isNext = link.id === "next-article";
    if (isNext || isUnderway()) event.preventDefault();
    if (isNext && isUnderway()) keep(letterOf("article"), { isLast: true });
    else if (isNext) VERBS.article();
    else if (isUnderway()) keepLink(link);
  });
}

// So do the buttons that leave the page: another language, the way out.
function listenForLeaving() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !isUnderway()) return;
    event.preventDefault();
    keepForm(event.target, event.submitter);
  });
}

listenForFlags();
listenForDialogs();
listenForEdits();
listenForTabs();
listenForChanges();
listenForKeys();
listenForLinks();
listenForLeaving();
onSwap(showKeys);
showKeys();
keepFresh();

const asked = location.hash.startsWith("#flag-") && document.getElementById(location.hash.slice(1));
if (asked) choose(asked.closest(".flag"));
