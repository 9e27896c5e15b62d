/**
 * A person's hands and eyes inside closed shadow roots. The browser opens the door (chromium.ts, firefox.ts);
 * from there on both are alike: look by role and name, press with the real mouse, type on the real keyboard.
 * Everything runs in an isolated world, so a hostile page cannot learn of the root by patching its prototypes.
 */
import type { JSHandle, KeyInput, Page } from 'puppeteer-core';
import { aim, type ElementInfo, look, type PageQuery, type Pattern } from './in-page.ts';
import { realmOf } from './internals.ts';
import { until } from './poll.ts';

export interface Query {
  selector?: string;
  role?: string;
  /** A string must be the whole accessible name (white space folded). */
  name?: string | RegExp;
  /** A string must be part of the rendered text. */
  text?: string | RegExp;
  /** Also what is not rendered. */
  hidden?: boolean;
}

export interface Waiting {
  timeout?: number;
}

function pattern(value: string | RegExp | undefined): Pattern | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? { text: value } : { source: value.source, flags: value.flags };
}

function pageQuery(query: Query): PageQuery {
  const { name, text, ...rest } = query;
  // Undefined members are left out: BiDi has no agreed way to send them.
  return JSON.parse(JSON.stringify({ ...rest, name: pattern(name), text: pattern(text) })) as PageQuery;
}

function spell(query: Query): string {
  const parts = Object.entries(query).map(
    ([key, value]) => `${key}=${value instanceof RegExp ? value : JSON.stringify(value)}`,
  );
  return `{${parts.join(', ')}}`;
}

/** A shadow root, a document, or an element in one of them. */
export class ShadowHandle {
  readonly page: Page;
  readonly handle: JSHandle;

  constructor(page: Page, handle: JSHandle) {
    this.page = page;
    this.handle = handle;
  }

  async findAll(query: Query): Promise<ShadowHandle[]> {
    const list = await realmOf(this.handle).evaluateHandle(look, this.handle, pageQuery(query), false);
    const members = await list.getProperties();
    return [...members]
      .filter(([key]) => /^\d+$/.test(key))
      .map(([, handle]) => new ShadowHandle(this.page, handle));
  }

  async find(query: Query): Promise<ShadowHandle | undefined> {
    return (await this.findAll(query))[0];
  }

  async count(query: Query): Promise<number> {
    return (await this.findAll(query)).length;
  }

  /** The first element that answers the query, as soon as there is one. */
  async waitFor(query: Query, options: Waiting = {}): Promise<ShadowHandle> {
    try {
      return await until(() => this.find(query), { ...options, what: `an element ${spell(query)}` });
    } catch (error) {
      const text = await this.text().catch(() => 'gone');
      throw new Error(`${(error as Error).message}; where it should be: ${JSON.stringify(text)}`, {
        cause: error,
      });
    }
  }

  async waitGone(query: Query, options: Waiting = {}): Promise<void> {
    await until(async () => (await this.count(query)) === 0, {
      ...options,
      what: `no element ${spell(query)}`,
    });
  }

  /** What the element is like now. Not for roots. */
  async info(): Promise<ElementInfo> {
    const [info] = (await this.evaluate(look, {}, true)) as ElementInfo[];
    if (!info) throw new Error('A root has no role, name or place: ask one of its elements');
    return info;
  }

  /** Polls `info` until the test is content with it. */
  waitUntil(test: (info: ElementInfo) => boolean, options: Waiting = {}): Promise<ElementInfo> {
    let last: ElementInfo | undefined;
    return until(
      async () => {
        last = await this.info();
        return test(last) && last;
      },
      { ...options, what: `the element to satisfy ${test}` },
    ).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${JSON.stringify(last)}`, { cause: error });
    });
  }

  async text(): Promise<string> {
    return await this.evaluate((node) => {
      const rendered = (part: Node) => (part as HTMLElement).innerText ?? '';
      // A root has no rendering of its own.
      const parts =
        'innerText' in node
          ? [rendered(node)]
          : [...node.children].filter((child) => child.checkVisibility()).map(rendered);
      return parts.join(' ').replace(/\s+/g, ' ').trim();
    });
  }

  /** Runs in the isolated world, with the node as first argument. */
  evaluate<A extends unknown[], R>(
    fn: (node: Element & ShadowRoot, ...args: A) => R,
    ...args: A
  ): Promise<Awaited<R>> {
    return realmOf(this.handle).evaluate(fn as (...all: unknown[]) => R, this.handle, ...args);
  }

  /**
   * A real mouse click in the middle, once the element keeps still and nothing lies over it.
   * `force` presses there whatever is on top, as a person does whom the page deceives.
   */
  async click(options: Waiting & { force?: boolean; count?: number } = {}): Promise<void> {
    let before: { x: number; y: number } | undefined;
    const at = await until(
      async () => {
        const now = await this.evaluate(aim);
        if (!options.force && !now.ours) throw new Error(`${now.blocker} lies over it`);
        const still = before?.x === now.x && before.y === now.y;
        before = now;
        return still && now;
      },
      { timeout: options.timeout, what: 'the element to be pressable' },
    );
    await this.page.mouse.click(at.x, at.y, { count: options.count ?? 1 });
  }

  async hover(): Promise<void> {
    const { x, y } = await this.evaluate(aim);
    await this.page.mouse.move(x, y);
  }

  async focus(): Promise<void> {
    await this.evaluate((element) => element instanceof HTMLElement && element.focus());
    if (!(await this.info()).focused) throw new Error('The element did not take the focus');
  }

  /** Real key presses, letter by letter, after focusing. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.type(text);
  }

  async press(key: KeyInput): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(key);
  }
}
