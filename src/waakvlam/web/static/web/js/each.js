// The elements of a part that match, each at most once in its life.
const seen = new WeakMap();

export function each(part, selector, act) {
  const found = [...part.querySelectorAll(selector)];
  if (part.matches?.(selector)) found.unshift(part);
  for (const element of found) {
    const acts = seen.get(element) ?? new Set();
    if (acts.has(selector)) continue;
    seen.set(element, acts.add(selector));
    act(element);
  }
}
