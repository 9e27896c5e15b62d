/** What assistive technology is told of what the keyboard reaches: the browser's own accessibility tree, beside the tab order. */
import type { Page } from 'puppeteer-core';
import type { AxNode, Driver } from './contract.ts';
import type { ElementInfo } from './in-page.ts';
import { until } from './poll.ts';
import type { ShadowHandle } from './shadow.ts';

/** Roles of what can be worked with: none may be without a name. */
const CONTROLS = /^(button|checkbox|combobox|link|option|radio|searchbox|slider|switch|tab|textbox)$/;
/** What the browsers call the summary of a fold, each in its own words. */
const FOLD = /^(DisclosureTriangle.*|summary)$/;
const LIVE = /^(alert|status)$/;
/** More stops than any of our steps has. */
const MAX_STOPS = 80;

/** Browsers part the words of a name in slightly different ways. */
const bare = (name: string) => name.replace(/\s+/g, '');
const roleOf = ({ role }: AxNode) => (FOLD.test(role) ? 'button' : role);

/** A node and all below it; of several the last, which lies on top. */
function below(tree: AxNode[], from: number): AxNode[] {
  const rest = tree.slice(from + 1);
  const end = rest.findIndex(({ depth }) => depth <= tree[from]!.depth);
  return [tree[from]!, ...(end < 0 ? rest : rest.slice(0, end))];
}

/** The open dialog in the tree, or all of the page where there is none. */
export async function told(driver: Driver, page: Page): Promise<AxNode[]> {
  const tree = await driver.accessibleTree(page);
  const at = tree.findLastIndex(({ role }) => role === 'dialog');
  return at < 0 ? tree : below(tree, at);
}

/** Waits until an announcement (a live region in the tree) says so. */
export async function announced(driver: Driver, page: Page, words: RegExp): Promise<void> {
  let said: string[] = [];
  await until(
    async () => {
      const tree = await told(driver, page);
      said = tree.flatMap(({ role }, at) =>
        LIVE.test(role)
          ? [
              below(tree, at)
                .map(({ name }) => name)
                .join(' ')
                .replace(/\s+/g, ' ')
                .trim(),
            ]
          : [],
      );
      return said.some((one) => words.test(one));
    },
    { timeout: 25_000, what: `the announcement ${words}` },
  ).catch((error: Error) => {
    throw new Error(`${error.message}; announced: ${JSON.stringify(said)}`, { cause: error });
  });
}

/**
 * What should be in the tab order, as places in document order; of radio buttons the chosen one. With `focus` (such a place),
 * focuses that element first. Runs in the page.
 */
function tabbable(root: Element & ShadowRoot, focus: number | null): { stops: number[]; now: number } {
  const all = [...root.querySelectorAll<HTMLElement>('*')];
  if (focus !== null) all[focus]?.focus();
  const chosenElsewhere = (one: HTMLElement) =>
    one instanceof HTMLInputElement &&
    one.type === 'radio' &&
    !one.checked &&
    all.some(
      (other) =>
        other instanceof HTMLInputElement &&
        other.name === one.name &&
        other.type === 'radio' &&
        other.checked,
    );
  const stops = all.flatMap((one, at) =>
    one.matches('a[href], button, input, select, textarea, summary, [tabindex]') &&
    one.tabIndex >= 0 &&
    !one.matches(':disabled') &&
    one.checkVisibility({ visibilityProperty: true }) &&
    !chosenElsewhere(one)
      ? [at]
      : [],
  );
  return { stops, now: all.findIndex((one) => one.matches(':focus')) };
}

/**
 * Everything that Tab stops at, from the first to the last. It goes no further: what comes next is the browser's own, and Firefox
 * does not come back from there. The focus is given back.
 */
async function stopsOf(page: Page, root: ShadowHandle): Promise<ElementInfo[]> {
  const { stops, now } = await root.evaluate(tabbable, null);
  await root.evaluate(tabbable, stops[0]!);
  const found: ElementInfo[] = [];
  const missed = new Set(stops);
  for (let presses = 0; presses < MAX_STOPS; presses++) {
    const at = await root.find({ selector: ':focus', hidden: true });
    if (!at) break;
    found.push(await at.info());
    const place = (await root.evaluate(tabbable, null)).now;
    missed.delete(place);
    if (place === stops.at(-1)) break;
    await page.keyboard.press('Tab');
  }
  await root.evaluate(tabbable, now);
  if (missed.size === 0) return found;
  throw new Error(`Tab missed ${missed.size}; it stopped at ${found.map(({ name }) => name).join(', ')}`);
}

/**
 * Asserts of what is shown: whatever Tab stops at is in the tree with the role and name that it has; nothing that can be worked with
 * is nameless; headings are told in their order, and none skips a level. Where the focus is now is the first of the stops.
 * @returns what was wrong, in words; empty when all is well
 */
export async function untold(driver: Driver, page: Page, root: ShadowHandle): Promise<string[]> {
  await page.bringToFront();
  const wrong: string[] = [];
  const focused = await root.find({ selector: ':focus', hidden: true });
  if (!focused) wrong.push('nothing here has the focus');
  const stops = await stopsOf(page, root);
  for (const { role, name, tag } of stops)
    if (!name || role === 'generic' || role === 'paragraph')
      wrong.push(`Tab stops at <${tag}>, which is a ${role} named “${name}”`);

  const headings = await Promise.all((await root.findAll({ role: 'heading' })).map((one) => one.info()));
  let before = 0;
  for (const { tag, name } of headings) {
    const level = Number(tag.slice(1));
    if (before > 0 && level > before + 1) wrong.push(`h${level} “${name}” follows an h${before}`);
    before = level;
  }

  const lookAtTree = async (): Promise<string[]> => {
    const tree = await told(driver, page);
    // A file's input is told by each browser in its own way, with what was chosen in its name.
    const has = ({ role, name, tag }: ElementInfo) =>
      tree.some((node) =>
        tag === 'input' && role === 'button'
          ? bare(node.name).includes(bare(name))
          : roleOf(node) === role && bare(node.name) === bare(name),
      );
    const inOrder = tree.filter(({ role }) => role === 'heading').map(({ name }) => bare(name));
    return [
      ...stops.filter((stop) => !has(stop)).map(({ role, name }) => `not in the tree: ${role} “${name}”`),
      ...(inOrder.join('|') === headings.map(({ name }) => bare(name)).join('|')
        ? []
        : [`the headings are told as ${inOrder.join(', ')}`]),
      ...tree
        .filter((node) => CONTROLS.test(roleOf(node)) && bare(node.name) === '')
        .map(({ role }) => `a ${role} has no name`),
      ...(tree[0]!.role === 'dialog' && bare(tree[0]!.name) === '' ? ['the dialog has no name'] : []),
    ];
  };
  // Firefox brings its accessibility tree up to date a moment after the page.
  let missing: string[] = [];
  await until(
    async () => {
      missing = await lookAtTree();
      return missing.length === 0;
    },
    { timeout: 5_000 },
  ).catch(() => undefined);
  return [...wrong, ...missing];
}
