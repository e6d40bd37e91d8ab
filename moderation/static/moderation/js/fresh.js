// Keep the page fresh: ask how things stand, often while a text is being screened, seldom else.

import { leaveFor } from "./ahead.js";
import { ask, onSwap, refresh, state } from "./bench.js";
import { isDirty, isEditing } from "./editor.js";
import { isAsking } from "./dialogs.js";
import { say, warn, word } from "./words.js";

const SCREENING = 400;
const IDLE = 4000;

let timer = null;

const isScreening = () => ["queued", "running"].includes(state().run);

export function keepFresh() {
  onSwap(plan);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  plan();
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(look, isScreening() ? SCREENING : IDLE);
}

async function look() {
  if (document.hidden) return plan();
  const answer = await ask(state().stateUrl, {});
  if (!answer?.ok) return plan();
  const now = await answer.json();
  // Somebody else has signed in meanwhile: the page is theirs to see anew, what was typed on it stays its writer's.
  if (String(now.person) !== document.getElementById("bench").dataset.person) return leaveFor(location.pathname + location.search);
  showReaders(now.readers);
  if (now.digest === state().digest || isAsking()) return plan();
  const isNewer = String(now.version) !== state().version;
  // A draft stays beside the version that it was made from until its writer saves or drops it.
  if (isEditing() || (isDirty() && isNewer)) {
    if (isNewer) warn(word("newer", { version: now.version }));
    return plan();
  }
  const wasScreening = isScreening();
  await refresh();
  if (wasScreening && !isScreening()) say(word("screened", { count: document.querySelectorAll("#flags .flag").length }));
}

function showReaders(names) {
  const place = document.getElementById("readers");
  if (!place) return;
  place.hidden = names.length === 0;
  place.textContent = names.length ? word("readers", { names: names.join(", ") }) : "";
}
