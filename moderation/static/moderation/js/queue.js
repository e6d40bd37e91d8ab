// The queue by keyboard: j and k go from article to article, / goes to the search.

const links = () => [...document.querySelectorAll("#queue tbody th a")];

function step(by) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
}

const VERBS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.getElementById("queue-words").focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const verb = VERBS[event.key];
  if (!verb) return;
  event.preventDefault();
  verb();
});
