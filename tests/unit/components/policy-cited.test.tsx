import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as Ask from '../../../lib/platform/ask.ts';
import type { Citation } from '../../../lib/policy/cite.ts';
import { cite } from '../../../lib/policy/cite.ts';
import type { VersionWithText } from '../../../lib/policy/version-types.ts';
import { draw } from './dom.ts';
import { rule, text, timeline } from './policy-sample.ts';

const ask = vi.hoisted(() => vi.fn());
vi.mock('../../../lib/platform/ask.ts', (): Partial<typeof Ask> => ({ ask }));

const { CitedRule } = await import('../../../components/policy/CitedRule.tsx');
const { usePolicy } = await import('../../../components/policy/store.ts');

const SPAM = 'Spam, such as advertising a product or service, or excessive bulk activity;';
const lines = (spam: string) => `# Content Policy
## Restricted
Content that harms others;
${spam}
Cryptomining practices of any kind whatsoever;`;
const OLD = text(lines(SPAM), { printedDate: '2023-08-30', lastSeen: 1, since: 1 });
const cited: Citation = cite(rule(OLD, 'CP.R10', SPAM), {
  version: { ...OLD, firstSeen: 1 },
  document: OLD.document,
  rules: [],
});
const START = usePolicy.getState();

async function shown(versions: VersionWithText[], citation = cited): Promise<string> {
  ask.mockImplementation(async (name: string, { hash }: { hash?: string }) =>
    name === 'policy.timeline' ? timeline(versions) : versions.find((one) => one.hash === hash),
  );
  const before = structuredClone(citation);
  const drawn = await draw(<CitedRule citation={citation} />);
  const said = drawn.text();
  await drawn.remove();
  expect(citation, 'a citation is never rewritten').toEqual(before);
  expect(said).toContain(citation.quote);
  return said;
}

beforeEach(() => usePolicy.setState(START, true));

describe('a rule that a report cites', () => {
  test('is checked against the version that it names', async () => {
    const said = await shown([OLD]);
    expect(said).toContain('Checked: the version that it cites says so, word for word.');
    expect(said).toContain('The Hub’s page still shows that version.');
  });

  test('that was tampered with does not pass', async () => {
    const false_ = { ...cited, quote: 'Spam of any kind that anybody could think of;' };
    expect(await shown([OLD], false_)).toContain('does not have these words');
  });

  test('is looked for in the Hub’s text of today', async () => {
    const later = { lastSeen: 2, since: 2, previous: OLD.hash };
    const reworded = text(
      lines(SPAM.replace('a product or service', 'a product, a service or an event')),
      later,
    );
    expect(await shown([OLD, reworded])).toContain('a product, a service or an event');
    usePolicy.setState(START, true);
    const gone = text(lines('Nothing of the kind.').replace('## Restricted', '## Not allowed'), later);
    expect(await shown([OLD, gone])).toContain('Not in the current text.');
  });

  test('of a version that is not kept says so', async () => {
    expect(await shown([text(lines('Other words.'), { lastSeen: 1 })])).toContain(
      'The version that it cites is not kept on this device.',
    );
  });
});
