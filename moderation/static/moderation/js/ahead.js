// What is asked while an answer is on its way waits for it: keys, links, forms, obeyed if the page is then as foreseen.

let underway = 0;
let waiting = []; // functions: each does what was asked
let isSealed = false; // nothing waits behind what may leave the list of flags
let isLeaving = false;

export const isUnderway = () => underway > 0;

// Once the next page is asked for, what is typed is meant for that one: here nobody obeys any more. A draft
// is kept, and whoever calls this has asked what there is to ask: after a question now, "stay" would find the keys dead.
export function leaveFor(address) {
  isLeaving = true;
  location.assign(address);
}

// A page that is come back to stands as it was left.
addEventListener("pageshow", () => { isLeaving = false; });

export const hasLeft = () => isLeaving;

export function keep(key, { isLast }) {
  const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  wait(() => document.activeElement.dispatchEvent(press), isLast);
}

// A page that goes takes an unfinished answer with it, and a refusal that nobody has seen.
export function keepLink(link) {
  wait(() => link.click(), true);
}

export function keepForm(form, button) {
  wait(() => form.requestSubmit(button), true);
}

function wait(act, isLast) {
  if (isSealed) return;
  waiting.push(act);
  isSealed = isLast;
}

// `work` says whether the page is now what somebody who went on typing could expect; else their keys are dropped:
// they were meant for another flag or another text.
export async function inTurn(work) {
  underway += 1;
  let isForeseen = false;
  try {
    isForeseen = await work();
  } finally {
    underway -= 1;
    if (!isForeseen) forget();
    else if (!underway) obey();
  }
}

function obey() {
  while (waiting.length && !underway) {
    const act = waiting.shift();
    if (!waiting.length) isSealed = false;
    act();
  }
}

function forget() {
  waiting = [];
  isSealed = false;
}
