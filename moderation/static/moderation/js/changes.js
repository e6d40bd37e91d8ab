// What was changed in a text: each change is [start, end, length], from where to where, and how long the new words are.

// Flags come in code points, a text area counts UTF-16 units.
export function unitOffsets(text) {
  const wide = [];
  let point = 0;
  for (const sign of text) {
    if (sign.length > 1) wide.push(point);
    point += 1;
  }
  return (offset) => offset + wide.filter((at) => at < offset).length;
}

export function changeBetween(old, text) {
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  return [head, old.length - tail, text.length - tail - head];
}

// Where a place of the old text lies after a change; what was written over shrinks to the new words.
export const moved = (at, [start, end, length]) => (at >= end ? at + length - (end - start) : Math.min(at, start + length));

// Typing on at the end of what was just written is the same change, grown.
export function append(changes, [start, end, length]) {
  const last = changes.at(-1);
  if (!last || start < last[0] || end !== last[0] + last[2]) return [...changes, [start, end, length]];
  return [...changes.slice(0, -1), [last[0], last[1], start - last[0] + length]];
}
