// Filing copy: several files at once, each read before it is filed, originals paired by name.

import { pairUp } from "./pairing.js";

const form = document.getElementById("upload");
const chooser = form.elements.file;
const table = document.getElementById("files");
const said = document.getElementById("said");
let offered = form.elements.offered.value; // the language that was put in for a file, not typed
let chosen = []; // {file, language, isTyped, headline, words, format, articles, notes, from, copies, row, isDone}

chooser.multiple = true;

function filesOf(list) {
  const carrier = new DataTransfer();
  list.forEach((one) => carrier.items.add(one.file));
  return carrier.files;
}

function word(name, values = {}) {
  return form.dataset[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key] ?? "");
}

async function detect(content) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("file", content);
  const answer = await fetch(form.dataset.detectUrl, { method: "POST", body, credentials: "same-origin" });
  return answer.ok ? answer.json() : { language: "", headline: "", words: 0, notes: [], problem: "" };
}

// A guess is shown, not filed: it would go before what the wire says of itself.
function offer(one) {
  return one.isSure ? one : { ...one, language: "", guess: one.language };
}

async function take(files) {
  const fresh = await Promise.all([...files].map(async (file) => offer({ file, ...await detect(file) })));
  chosen = pairUp([...chosen.filter((one) => !one.isDone), ...fresh]);
  offerLanguage();
  document.getElementById("paste").hidden = chosen.length > 0;
  document.getElementById("original-fields").hidden = chosen.length > 1;
  draw();
}

// What was put in for one file is nobody's word for the next.
function offerLanguage() {
  const field = form.elements.language;
  if (field.value === offered) field.value = "";
  offered = chosen.length === 1 ? chosen[0].language : "";
  if (offered) putIn(offered, chosen[0].isTyped);
}

// The server is told what nobody has typed: it turns back no language that an editor has put right.
function putIn(language, isTyped = false) {
  form.elements.language.value = language;
  form.elements.offered.value = isTyped ? "" : language;
}

function draw() {
  table.hidden = chosen.length === 0;
  table.tBodies[0].replaceChildren(...chosen.map(drawRow));
}

function drawRow(one) {
  const row = document.createElement("tr");
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = one.file.name;
  row.append(name, cell(headOf(one)), languageCell(one), cell(one.problem || word("waiting")), removeCell(one));
  if (one.problem) row.cells[3].className = "refused";
  for (const note of one.notes) row.cells[1].append(noteOf(note));
  one.row = row;
  return row;
}

function noteOf(sentence) {
  const made = document.createElement("p");
  made.className = "help";
  made.textContent = sentence;
  return made;
}

function headOf(one) {
  if (one.copies.length) return word("original", { name: one.copies.map((copy) => copy.file.name).join(", ") });
  const articles = one.articles > 1 ? word("articles", { count: one.articles }) : "";
  const words = one.words ? word("words", { count: one.words }) : "";
  return [one.headline, articles, words, one.format].filter(Boolean).join(" · ");
}

function cell(text) {
  const made = document.createElement("td");
  made.textContent = text;
  made.dir = "auto";
  return made;
}

function languageCell(one) {
  const input = document.createElement("input");
  input.type = "text";
  input.value = one.language;
  input.setAttribute("aria-label", word("languageOf", { name: one.file.name }));
  input.addEventListener("input", () => {
    one.language = input.value.trim();
    one.isTyped = true;
    if (chosen.length !== 1) return;
    offered = one.language;
    putIn(offered, one.isTyped);
  });
  const made = document.createElement("td");
  made.append(input);
  if (one.guess) {
    input.placeholder = one.guess;
    made.append(` ${word("unsure")}`);
  }
  return made;
}

function removeCell(one) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act small";
  button.textContent = word("remove");
  button.addEventListener("click", () => {
    chosen = pairUp(chosen.filter((other) => other !== one));
    offerLanguage();
    document.getElementById("paste").hidden = chosen.length > 0;
    draw();
  });
  const made = document.createElement("td");
  made.append(button);
  return made;
}

function send(one) {
  const body = new FormData(form);
  body.set("file", one.file);
  body.set("text", "");
  body.set("language", one.language || form.elements.language.value);
  body.set("offered", one.isTyped ? "" : one.language);
  if (one.from) {
    body.set("kind", "translated");
    body.set("original_file", one.from.file);
    body.set("original_language", one.from.language);
  }
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", one.file.name);
    one.row.cells[3].replaceChildren(bar);
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded / event.total; });
    request.addEventListener("load", () => { show(one, request); resolve(); });
    request.addEventListener("error", () => { tell(one, word("failed"), "refused"); resolve(); });
    request.open("POST", location.href);
    request.setRequestHeader("X-Part", "file");
    request.send(body);
  });
}

function show(one, request) {
  let answer = null;
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    tell(one, word("failed"), "refused");
    return;
  }
  one.isDone = answer.state !== "refused";
  tell(one, answer.message, one.isDone ? "done" : "refused");
  if (!answer.address) return;
  const link = document.createElement("a");
  link.href = answer.address;
  link.textContent = word("open");
  one.row.cells[4].replaceChildren(link);
}

function tell(one, sentence, dress) {
  one.row.cells[3].textContent = sentence;
  one.row.cells[3].className = dress;
  said.textContent = `${one.file.name}: ${sentence}`;
}

chooser.addEventListener("change", () => {
  const files = [...chooser.files];
  if (files.length) take(files);
});

const drop = document.getElementById("drop");
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer.files);
});

form.elements.language.addEventListener("input", () => { form.elements.offered.value = ""; });

form.elements.text.addEventListener("change", async () => {
  const text = form.elements.text.value;
  if (!text.trim()) return;
  const found = await detect(new File([text], "pasted.txt"));
  const { language, offered: untouched } = form.elements;
  const isFree = !language.value || language.value === untouched.value; // what somebody has typed stays
  if (found.language && found.isSure && isFree) putIn(found.language);
  document.getElementById("pasted-as").textContent = found.problem || [found.headline, found.language, found.format, ...found.notes].filter(Boolean).join(" · ");
});

// One file goes the plain way, to its article's page; several stay here, each with its own progress.
form.addEventListener("submit", async (event) => {
  if (chosen.length <= 1) {
    if (chosen.length) chooser.files = filesOf(chosen);
    return;
  }
  const waiting = chosen.filter((one) => !one.isDone && !one.copies.length);
  if (!waiting.length) return;
  event.preventDefault();
  for (const one of waiting) await send(one);
});
