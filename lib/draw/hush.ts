/**
 * What names a covered card or row from outside: its own label and tooltip. All in it is out of reach, but not the element
 * itself, because our button is in it, too. Taken away as soon as it is to be covered, whether or not that is drawn yet: a
 * screen reader reads all of a page.
 */
const NAMES = ['title', 'aria-label', 'aria-labelledby', 'aria-description', 'aria-describedby'];

/** What each covered one would say of itself. */
const held = new WeakMap<Element, Map<string, string>>();

/** A framework that takes over the page, or renders anew, writes them again. */
const observer = new MutationObserver((records) => {
  for (const { target } of records) takeNames(target as Element);
});
let watching = false;

/** Takes them away, or gives them back where the page has not written others. Cheap where nothing was taken. */
export function hush(unit: Element, covered: boolean): void {
  const names = held.get(unit);
  if (covered) {
    if (!watching) observer.observe(document, { subtree: true, attributeFilter: NAMES });
    watching = true;
    if (!names) held.set(unit, new Map());
    takeNames(unit);
  } else if (names) {
    held.delete(unit);
    for (const [name, value] of names) if (!unit.hasAttribute(name)) unit.setAttribute(name, value);
  }
}

function takeNames(unit: Element): void {
  const names = held.get(unit);
  if (!names) return;
  // One question to the browser for nearly all: on a long page there are thousands.
  for (const name of unit.getAttributeNames()) {
    if (!NAMES.includes(name)) continue;
    names.set(name, unit.getAttribute(name)!);
    unit.removeAttribute(name);
  }
}
