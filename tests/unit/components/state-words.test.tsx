import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { StateBadge } from '../../../components/ui/StateBadge.tsx';
import { type StateOf, stateWords, stepWords } from '../../../components/ui/state-words.ts';
import { outboxStateSchema, routeKindSchema } from '../../../lib/report/report.ts';

const all: StateOf[] = outboxStateSchema.options.flatMap((state) =>
  routeKindSchema.options.flatMap((route) =>
    [true, false, null].map((isReport) => ({ state, isReport, report: { route } })),
  ),
);

describe('what is said of a report', () => {
  test('nothing is called a report on the Hub before the Hub itself said so', () => {
    for (const record of all) {
      const { label } = stateWords(record);
      const said = /as a report/i.test(label);
      expect(said, JSON.stringify(record)).toBe(record.state === 'confirmed' && record.isReport === true);
      expect(label).not.toMatch(/reported to/i);
    }
  });

  test('nothing is said to be on the Hub before it was read back', () => {
    for (const record of all.filter(({ state }) => state !== 'confirmed'))
      expect(stateWords(record).label).not.toMatch(/^(on|seen on) the hub/i);
    expect(stateWords({ state: 'confirmed', isReport: null, report: { route: 'public-api' } }).label).toBe(
      'On the Hub',
    );
  });

  test('a mail is never said to have been seen or sent', () => {
    const { label, meaning } = stateWords({
      state: 'handed-over',
      isReport: null,
      report: { route: 'private-mail' },
    });
    expect(label).toContain('cannot be followed');
    expect(meaning).toContain('cannot be seen');
    expect(stepWords('handed-over', 'private-mail')).toBe('Handed to your mail program');
  });

  test('what failed after it had arrived is not called unsent', () => {
    const report = { route: 'public-api' } as const;
    expect(stateWords({ state: 'failed', isReport: null, report }).label).toContain('Not sent');
    expect(stateWords({ state: 'failed', isReport: null, discussion: 3, report }).label).not.toContain(
      'Not sent',
    );
  });

  test('the badge holds the words, not only a colour', () => {
    const markup = renderToStaticMarkup(
      <StateBadge record={{ state: 'queued', isReport: null, report: { route: 'public-api' } }} />,
    );
    expect(markup).toContain('Waiting to be sent');
    expect(markup).toContain('aria-hidden="true"');
  });
});
