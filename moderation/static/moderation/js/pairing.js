// Pair texts by name: story.fr.txt and story.en.txt are one story; the first language filed here is the copy.

const NAME = /^(.+)[._-]([a-z]{2,3})\.[^.]+$/i;
const OURS = ["fr", "en"];

// Returns the same list; whatever is another's original points at it.
export function pairUp(list) {
  const stories = new Map();
  for (const one of list) {
    one.original = null;
    const named = NAME.exec(one.file.name);
    if (!named) continue;
    one.named = named[2].toLowerCase();
    one.language ||= one.named;
    const story = stories.get(named[1].toLowerCase()) ?? [];
    stories.set(named[1].toLowerCase(), [...story, one]);
  }
  for (const story of stories.values()) {
    if (story.length !== 2) continue;
    const [copy, original] = [...story].sort((one, other) => rank(one) - rank(other));
    original.original = copy;
  }
  return list;
}

function rank(one) {
  const at = OURS.indexOf(one.named);
  return at < 0 ? OURS.length : at;
}
