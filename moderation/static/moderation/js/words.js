// The page's own sentences, translated by the server, and the line that speaks to screen readers.

const texts = () => document.getElementById("texts").dataset;

export function word(name, values = {}) {
  const sentence = texts()[name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (_whole, key) => values[key] ?? "");
}

export function say(sentence) {
  const line = document.getElementById("said");
  line.textContent = "";
  // A sentence said twice is heard twice only if the line was empty in between.
  requestAnimationFrame(() => { line.textContent = sentence; });
}

export function warn(sentence) {
  const place = document.querySelector(".bench-notices");
  let list = place.querySelector(".notices");
  if (!list) {
    list = document.createElement("ul");
    list.className = "notices";
    list.setAttribute("role", "status");
    place.prepend(list);
  }
  const line = document.createElement("li");
  line.className = "warning";
  line.textContent = sentence;
  list.replaceChildren(line);
}
