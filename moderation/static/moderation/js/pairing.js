// Pair texts by name: story.fr.docx and story.en.html are one story; what is in a language filed here is the copy.

const NAME = /^(.+)[._-]([a-z]{2,3})\.[^.]+$/i;
const OURS = ["fr", "en"];

// Returns the same list; a copy points at its original, and an original knows its copies.
export function pairUp(list) {
  const stories = new Map();
  for (const one of list) {
    one.from = null;
    one.copies = [];
    const named = NAME.exec(one.file.name);
    if (!named) continue;
    one.named = named[2].toLowerCase();
    one.language ||= one.named;
    const story = stories.get(named[1].toLowerCase()) ?? [];
    stories.set(named[1].toLowerCase(), [...story, one]);
  }
  for (const story of stories.values()) {
    const original = originalOf(story);
    if (!original) continue;
    original.copies = story.filter((one) => one !== original);
    for (const copy of original.copies) copy.from = original;
  }
  return list;
}

// Of two, the one in the language less filed here; of more, the only one in a language not filed here.
function originalOf(story) {
  if (story.length === 2) return [...story].sort((one, other) => rank(other) - rank(one))[0];
  const foreign = story.filter((one) => !OURS.includes(one.named));
  return story.length > 2 && foreign.length === 1 ? foreign[0] : null;
}

function rank(one) {
  const at = OURS.indexOf(one.named);
  return at < 0 ? OURS.length : at;
}
