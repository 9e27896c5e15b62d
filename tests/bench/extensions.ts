/** What the guard is compared with: the least that any extension would do to a page of cards, and nothing at all. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Reads one href and sets one attribute on every card that is added, and does nothing else (facts/extensions.md 4.ii). */
const OBSERVER = `new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes)
      if (node.nodeType === 1)
        for (const card of node.querySelectorAll('article')) {
          const link = card.querySelector('a');
          if (link && link.getAttribute('href')) card.setAttribute('data-bare', '1');
        }
}).observe(document, { childList: true, subtree: true });`;

/** In pages of the Hub: nothing, a script that does nothing, or a bare observer. */
export type Bare = 'absent' | 'idle' | 'observer';

/** An unpacked extension in a temporary folder. The drivers start no browser without one, so `absent` stays away from the Hub. */
export function bareExtension(kind: Bare): string {
  const dir = mkdtempSync(join(tmpdir(), `bench-${kind}-`));
  const matches = [kind === 'absent' ? 'https://absent.invalid/*' : 'https://huggingface.co/*'];
  const manifest = {
    manifest_version: 3,
    name: `bench ${kind}`,
    version: '1',
    // Firefox starts a page for it, Chromium a worker: the driver waits for one of them.
    background: { scripts: ['background.js'], service_worker: 'background.js' },
    content_scripts: [{ matches, js: ['content.js'], run_at: 'document_start' }],
    browser_specific_settings: {
      gecko: { id: 'hub-steward@hub-steward.invalid', strict_min_version: '140.0' },
    },
  };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'background.js'), '');
  writeFileSync(join(dir, 'content.js'), kind === 'observer' ? OBSERVER : '');
  return dir;
}

/**
 * Adds up what runs in an extension's part of a page: the guard (or the bare observer) with its observer and its slices, and
 * what comes later (the drawing). Asked by an event, answered by an attribute.
 */
const TIMER = `{
  const spent = { guard: 0, later: 0 };
  const timed = (kind, fn) => (...args) => {
    const began = performance.now();
    try { return fn(...args); } finally { spent[kind] += performance.now() - began; }
  };
  const Observer = MutationObserver;
  globalThis.MutationObserver = function (fn) { return new Observer(timed('guard', fn)); };
  const { setTimeout: after, requestIdleCallback: idle } = globalThis;
  globalThis.guardTimeout = (fn, ms) => after.call(window, timed('guard', fn), ms);
  globalThis.setTimeout = (fn, ms) => after.call(window, timed('later', fn), ms);
  globalThis.requestIdleCallback = (fn, options) => idle.call(window, timed('later', fn), options);
  document.addEventListener('bench-spent', () => {
    document.documentElement.dataset.spent = JSON.stringify(spent);
  });
}`;

/** A copy of an extension that says how long it ran (`Cost.guard` and `Cost.later` in page-cost.ts). */
export function timedExtension(extensionDir: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'bench-timed-'));
  cpSync(extensionDir, dir, { recursive: true });
  const file = join(dir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    content_scripts: { js: string[]; run_at?: string }[];
  };
  for (const { js, run_at } of manifest.content_scripts) {
    if (run_at !== 'document_start') continue;
    // Both of ours share one world, in which the drawing has timers too.
    for (const script of js) {
      const text = readFileSync(join(dir, script), 'utf8');
      writeFileSync(join(dir, script), text.replaceAll('setTimeout(', 'guardTimeout('));
    }
    js.unshift('bench-timer.js');
  }
  writeFileSync(file, JSON.stringify(manifest));
  writeFileSync(join(dir, 'bench-timer.js'), TIMER);
  return dir;
}

/** The guard's one reading of its storage, in the build. */
const READING = /([\w$]+\(\))\.storage\.local\.get\(([\w$]+)\)/g;

/**
 * A copy of our extension whose guard gets what it reads so many milliseconds later.
 * @throws Error when the guard does not read once, in the way that is looked for
 */
export function slowStorage(extensionDir: string, ms: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'bench-slow-'));
  cpSync(extensionDir, dir, { recursive: true });
  const file = join(dir, 'guard.js');
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(READING)].length;
  if (found !== 1) throw new Error(`The guard reads its storage in ${found} places; one was expected`);
  writeFileSync(
    file,
    text.replace(
      READING,
      (_, api: string, keys: string) =>
        `(new Promise((done)=>setTimeout(done,${ms})).then(()=>${api}.storage.local.get(${keys})))`,
    ),
  );
  return dir;
}
