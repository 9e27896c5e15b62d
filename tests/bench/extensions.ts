/** What the guard is compared with: the least that any extension would do to a page of cards. */
import { mkdtempSync, writeFileSync } from 'node:fs';
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

/** An unpacked extension in a temporary folder. `none`: present, and idle. */
export function bareExtension(kind: 'observer' | 'none'): string {
  const dir = mkdtempSync(join(tmpdir(), `bench-${kind}-`));
  const manifest = {
    manifest_version: 3,
    name: `bench ${kind}`,
    version: '1',
    // Firefox starts a page for it, Chromium a worker: the driver waits for one of them.
    background: { scripts: ['background.js'], service_worker: 'background.js' },
    content_scripts: [
      { matches: ['https://huggingface.co/*'], js: ['content.js'], run_at: 'document_start' },
    ],
    browser_specific_settings: {
      gecko: { id: 'hub-steward@hub-steward.invalid', strict_min_version: '140.0' },
    },
  };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'background.js'), '');
  writeFileSync(join(dir, 'content.js'), kind === 'observer' ? OBSERVER : '');
  return dir;
}
