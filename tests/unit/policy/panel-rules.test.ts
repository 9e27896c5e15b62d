import { describe, expect, test } from 'vitest';
import type { PolicyPack } from '../../../lib/policy/packs.ts';
import { rulesAsWorded } from '../../../lib/policy/panel-rules.ts';
import { rule, text } from '../components/policy-sample.ts';

const OLD = text(`# Content Policy
## Restricted
Spam, such as advertising a product or service;
Malware, trojan horses and other malicious code;
Cryptomining practices of any kind whatsoever;
Proxies are not allowed. Neither are tunnels that get round a limit.`);
const rules = [
  rule(OLD, 'R1', 'Spam, such as advertising a product or service;'),
  rule(OLD, 'R2', 'Malware, trojan horses and other malicious code;'),
  rule(OLD, 'R3', 'Cryptomining practices of any kind whatsoever;'),
  {
    ...rule(OLD, 'R4', 'Proxies are not allowed. Neither are tunnels that get round a limit.'),
    text: 'Proxies are not allowed.',
  },
];
const PACK: PolicyPack = { version: { ...OLD, firstSeen: 0 }, document: OLD.document, rules };

const NEW = text(`# Content Policy
## Restricted
Spam, such as advertising a product or a service of yours;
Cryptomining practices of any kind whatsoever;
Proxies are never allowed. Neither are tunnels that get round a limit.`);

describe('the rules of a pack in a newer text', () => {
  const worded = rulesAsWorded(PACK, {
    ...NEW,
    rules: [rule(NEW, 'R3', 'Cryptomining practices of any kind whatsoever;')],
  });

  test('as it words them: the same, or the clause that goes on from them', () => {
    expect(worded.map(({ id, text: words }) => [id, words])).toEqual([
      ['R1', 'Spam, such as advertising a product or a service of yours;'],
      ['R3', 'Cryptomining practices of any kind whatsoever;'],
    ]);
  });

  test('what is gone, and what was a part of a clause that changed, is not guessed', () => {
    expect(worded.map(({ id }) => id)).not.toContain('R2');
    expect(worded.map(({ id }) => id)).not.toContain('R4');
  });
});
