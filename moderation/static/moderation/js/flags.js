// Flags: one of them is current, in the list and in the text alike.

import { onSwap } from "./bench.js";

let current = null; // {key, print, start} of the flag last chosen

const items = () => [...document.querySelectorAll("#flags .flag")];
const isOpen = (item) => item.dataset.state === "open" || item.querySelector('[data-act="confirm"]') !== null;

export function currentItem() {
  return current ? itemOf(current.key) : null;
}

// The item of a flag, or the one that it is answered with.
export function itemOf(key) {
  return document.getElementById(`flag-${key}`)?.closest(".flag");
}

export function choose(item, { focus = true } = {}) {
  items().forEach((one) => fold(one, one !== item));
  document.querySelectorAll("mark.lit").forEach((mark) => mark.classList.remove("lit"));
  current = item ? { key: item.dataset.flag, print: item.dataset.print, start: Number(item.dataset.start) } : null;
  if (!item) return;
  const marks = marksOf(item.dataset.flag);
  marks.forEach((mark) => mark.classList.add("lit"));
  bringIntoView(marks[0], "center");
  bringIntoView(item, "nearest");
  if (focus) item.querySelector(".flag-pick").focus({ preventScroll: true });
}

export function step(by) {
  const all = items();
  if (!all.length) return;
  const at = all.indexOf(currentItem());
  // Where there are very many flags, the list is a stretch of them: the key goes on to the next one.
  const onward = document.getElementById(by > 0 ? "flags-following" : "flags-before");
  if (onward && at === (by > 0 ? all.length - 1 : 0)) {
    onward.click();
    return;
  }
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  choose(all[next]);
}

// The next flag that still asks for an answer, behind this one first, then from the top.
export function waitingAfter(key, start) {
  const waiting = items().filter((item) => item.dataset.flag !== key && isOpen(item));
  return waiting.find((item) => Number(item.dataset.start) > Number(start)) ?? waiting[0];
}

// After an answer; whoever chose another flag meanwhile stays there.
export function moveOn(key, start) {
  if (currentItem()?.dataset.flag === key) choose(waitingAfter(key, start) ?? currentItem());
}

export function marksOf(key) {
  return [...document.querySelectorAll("mark[data-flags]")].filter((mark) => mark.dataset.flags.split(" ").includes(key));
}

export function listenForFlags() {
  document.addEventListener("click", (event) => {
    const pick = event.target.closest(".flag-pick");
    const pin = event.target.closest(".pin");
    const mark = event.target.closest("mark[data-flags]");
    if (pick) {
      const item = pick.closest(".flag");
      choose(item === currentItem() ? null : item, { focus: false });
    } else if (pin || mark) {
      const key = pin ? pin.dataset.flag : mark.dataset.flags.split(" ")[0];
      const item = itemOf(key);
      if (!item) return;
      event.preventDefault();
      document.getElementById("tab-flags").click();
      choose(item, { focus: Boolean(pin) });
    }
  });
  onSwap(chooseAgain);
}

// A new version's flags are new rows; the fingerprint, else the place, tells which one it was.
function chooseAgain() {
  if (!current) return;
  const all = items();
  const same = itemOf(current.key) ?? all.find((item) => item.dataset.print === current.print);
  const near = same ?? all.find((item) => Number(item.dataset.start) >= current.start);
  if (near) choose(near, { focus: false });
}

function fold(item, isFolded) {
  item.classList.toggle("current", !isFolded);
  item.querySelector(".flag-more").hidden = isFolded;
  item.querySelector(".flag-pick").setAttribute("aria-expanded", String(!isFolded));
}

function bringIntoView(element, block) {
  const isPrompt = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element?.scrollIntoView({ block, behavior: isPrompt ? "auto" : "instant" });
}
