// The part of the page that changes: fetched as HTML from the server and put in without losing the place.

import { say, warn, word } from "./words.js";

const bench = () => document.getElementById("bench");
export const state = () => document.getElementById("bench-state").dataset;
const afterSwap = [];

export function onSwap(listener) {
  afterSwap.push(listener);
}

// `whenDone` is called once the server has done it, just before the page is put anew.
export const post = (address, fields, whenDone = () => {}) => whileBusy(() => send(address, fields, whenDone));
export const refresh = () => whileBusy(fetchAnew);

// Said to a screen reader, and to whoever drives the page: what is seen is about to be put anew.
let awaited = 0;

async function whileBusy(work) {
  awaited += 1;
  bench().setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    awaited -= 1;
    if (!awaited) bench().removeAttribute("aria-busy");
  }
}

async function send(address, fields, whenDone) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", token());
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // The answer is the page as it is seen: the same view, the same stretch of flags.
  const seen = address + location.search;
  let answer = await ask(seen, { method: "POST", body: form });
  if (answer?.status === 403 && await renewToken()) {
    form.set("csrfmiddlewaretoken", token());
    answer = await ask(seen, { method: "POST", body: form });
  }
  if (!answer) return false;
  if (answer.ok || answer.status === 409) {
    const html = await answer.text();
    if (answer.ok) whenDone();
    swap(html);
    tellNotices();
    return answer.ok;
  }
  warn(word("failed", { status: answer.status }));
  return false;
}

async function fetchAnew() {
  const address = new URL(state().pageUrl, location.href);
  for (const [name, value] of new URLSearchParams(location.search)) address.searchParams.set(name, value);
  address.searchParams.set("part", "bench");
  const answer = await ask(address, {});
  if (answer?.ok) swap(await answer.text());
}

export async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...options, headers: { "X-Part": "bench" } });
  } catch {
    warn(word("offline"));
    return null;
  }
  if (answer.redirected && new URL(answer.url).pathname.includes("/login/")) {
    warn(word("ended"));
    return null;
  }
  return answer;
}

function swap(html) {
  const places = [...bench().querySelectorAll(".scroller")].map((one) => one.scrollTop);
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const giveBack = takeFocus();
  bench().replaceChildren(...parsed.body.childNodes);
  bench().querySelectorAll(".scroller").forEach((one, at) => { one.scrollTop = places[at] ?? 0; });
  afterSwap.forEach((listener) => listener());
  giveBack();
}

// What had the focus has it again, by its name: never what merely stands in its place, where Enter does something else.
function takeFocus() {
  const focused = document.activeElement;
  if (!bench().contains(focused)) return () => {};
  const same = nameOf(focused);
  const isFlags = focused.closest("#flags") !== null;
  return () => {
    const found = bench().querySelector(same) ?? (isFlags && bench().querySelector(".flag.current .flag-pick"));
    if (found) found.focus({ preventScroll: true });
  };
}

function nameOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const mark = ["data-verb", "data-act", "data-suggestion", "href", "class"].find((name) => element.hasAttribute(name));
  const inside = `#${CSS.escape(element.closest("[id]").id)} ${element.localName}`;
  return mark ? `${inside}[${mark}="${CSS.escape(element.getAttribute(mark))}"]` : inside;
}

function tellNotices() {
  const notices = [...bench().querySelectorAll(".notices li")].map((line) => line.textContent.trim());
  if (notices.length) say(notices.join(" "));
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]").value;
}

// Signing in again in another tab changes the token; the page's own copy is then old.
async function renewToken() {
  const answer = await ask(location.href, {});
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!fresh || fresh === token()) return false;
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; });
  return true;
}
