/**
 * The Content Policy that prints 10 April 2025, as far as it was found word for word: one passage that a monitoring service quotes
 * as the policy's own, and the heading of the group that it is of. The rest of that version is known in other people's words
 * only, and those are no policy text (facts/hub.md h). The quote runs its list items together; where they part is ours.
 */
import { type Piece, tidyText } from '../../lib/policy/document.ts';
import type { RuleGroup } from '../../lib/policy/packs.ts';
import type { PackSource } from './pack.ts';

/** Given in quotation marks in facts/hub.md h, the only one of the five that is. */
const GROUP_HEADING = 'Platform Abuse, Security Violations and Spam';

/** In the order of the quote, all of it. The first stands above the groups. */
const LINES: [name: string, group: RuleGroup, text: string][] = [
  [
    'restricted',
    'process',
    'Restricted Content includes clear violations of our Content Policy or applicable laws, and is subject to immediate action.',
  ],
  [
    'G5.disruptive',
    'restricted',
    'Content designed to disrupt, damage, or gain unauthorized access to systems or devices.',
  ],
  [
    'G5.malicious-code',
    'restricted',
    'Content that attempts to transmit or generate malicious code (e.g., malware, trojans, viruses).',
  ],
  ['G5.interference', 'restricted', 'Abuse or interference with Hugging Face services, including:'],
  ['G5.bots', 'restricted', 'Using unauthorized bot APIs or remote management tools.'],
  ['G5.excessive-data', 'restricted', 'Hosting excessive or irrelevant data in repositories.'],
  [
    'G5.bypass',
    'restricted',
    'Using tools like Cloudflare Tunnel, TOR, proxies, VNC, Chrome Remote Server, etc., to bypass restrictions.',
  ],
  [
    'G5.metrics',
    'restricted',
    'Incentivizing manipulation of Hugging Face Hub metrics (e.g., exchanging rewards for likes).',
  ],
  ['G5.cryptomining', 'restricted', 'Cryptomining practices.'],
];

/** @throws Error when the lines above are not, one after another, the whole quote. */
function piecesOf(text: string): Piece[] {
  const lines = LINES.map(([, , line]) => line);
  if (lines.join(' ') !== tidyText(text)) throw new Error('The lines of 2025 are not the quote.');
  const clauses = lines.map((line): Piece => ({ kind: 'clause', text: line }));
  return [clauses[0]!, { kind: 'heading', level: 3, text: GROUP_HEADING }, ...clauses.slice(1)];
}

export const CONTENT_POLICY_2025: PackSource = {
  file: 'content-policy-2025-04-10.json',
  text: 'content-policy-2025-04-10-quote.txt',
  prefix: 'CP2025',
  printedDate: '2025-04-10',
  // The page itself is not at hand; its own heading is the name that it is known by.
  title: 'Content Policy',
  source:
    'one passage of the page as ConductAtlas, a monitoring service, quotes it, and the heading of its group; the rest of this version is not here',
  complete: false,
  piecesOf,
  rulesOf: () => LINES.map(([name, group, text]) => ({ name, group, text })),
};
