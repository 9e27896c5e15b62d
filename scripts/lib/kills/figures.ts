/** What the kills came to, added up over runs: docs/kills.json for the script, docs/kills.md for people. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../run.ts';
import type { Tally } from './round.ts';

interface Figures extends Omit<Tally, 'notes'> {
  browser: string;
  version: string;
  runs: number;
  /** Of the last run, ISO. */
  date: string;
}

const JSON_FILE = join(ROOT, 'docs/kills.json');
const MD_FILE = join(ROOT, 'docs/kills.md');

const COUNTED = [
  ...(['workerKills', 'browserKills', 'sent', 'lost', 'duplicates'] as const),
  ...(['repeatedByBrowser', 'told', 'retried'] as const),
];

/** Adds a run to the figures of its browser; another version of the browser, or `fresh`, begins anew. */
export function record(browser: string, version: string, tally: Tally, fresh: boolean): void {
  const all: Figures[] = existsSync(JSON_FILE) ? JSON.parse(readFileSync(JSON_FILE, 'utf8')) : [];
  const before = fresh ? undefined : all.find((one) => one.browser === browser && one.version === version);
  const now: Figures = {
    browser,
    version,
    runs: (before?.runs ?? 0) + 1,
    date: new Date().toISOString().slice(0, 10),
    ...(Object.fromEntries(COUNTED.map((key) => [key, (before?.[key] ?? 0) + tally[key]])) as Record<
      (typeof COUNTED)[number],
      number
    >),
  };
  const figures = [...all.filter((one) => one.browser !== browser), now].sort((a, b) =>
    a.browser.localeCompare(b.browser),
  );
  writeFileSync(JSON_FILE, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(MD_FILE, page(figures));
}

function page(figures: Figures[]): string {
  const rows = figures.map(
    (one) =>
      `| ${one.version} | ${one.date} | ${one.workerKills + one.browserKills} (${one.workerKills} / ${one.browserKills}) | ` +
      `${one.sent} | **${one.lost}** | **${one.duplicates}** | ${one.repeatedByBrowser} (${one.told}) | ${one.retried} |`,
  );
  return `# Kills

Written by \`npm run kills\` (scripts/kills.ts). The shipped build, a sandbox Hub over TLS with random faults (5xx, 429, pages, broken
JSON, slow answers, lines cut before and after the write), and in every round reports, comments in threads that are there, follow-up
comments and withdrawals. Meanwhile the worker (Firefox: the event page) is killed at random moments and at random requests, and in
some rounds the browser's process (SIGKILL). Then time passes, and each thing must stand on the Hub once, and be known to.

| browser | last run | kills (worker / browser) | things sent | lost | duplicates | repeated by the browser (told) | tried again |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

- **Lost**: acknowledged, and at the end not on the Hub, or there without the outbox knowing.
- **Duplicates**: more than once on the Hub because *we* sent it again.
- **Repeated by the browser**: when a used line is cut between the Hub's writing and its answer, both browsers may repeat the request by
  themselves, also a POST (lib/report/find.ts): one call of ours, two writes. Told from ours by what the Hub saw: we look at the
  place before we repeat anything, and no look came in between. The receipt says so (in brackets: how often it did).
- **Tried again**: came to rest as failed, with a sentence (five tries that wrote nothing), and left by "Try again".

The same without browsers, at every single step of the worker: tests/unit/report/kills.test.ts.
`;
}
