import { describe, expect, test } from 'vitest';
import { countGroups, hubLink, matching, offers, whereOnHub } from '../../../components/reports/list.ts';
import { outboxStateSchema } from '../../../lib/report/report.ts';
import { sample } from './sample.ts';

const actions = (record: ReturnType<typeof sample>) => offers(record).map(({ action }) => action);

describe('the list of reports', () => {
  test('every state is in exactly one group besides all', () => {
    const records = outboxStateSchema.options.map((state) => sample(state));
    const { all, ...groups } = countGroups(records);
    expect(all).toBe(records.length);
    expect(Object.values(groups).reduce((sum, count) => sum + count)).toBe(all);
  });

  test('search finds every word, anywhere a person remembers it from', () => {
    const spam = sample('sent');
    const other = sample('sent', { topicName: 'Malware', reference: 'HS-AAAAAAAA', text: '' }, { title: '' });
    expect(matching([spam, other], 'SHOP advertising', 'all')).toEqual([spam]);
    expect(matching([spam, other], 'hs-aaaaaaaa', 'all')).toEqual([other]);
    expect(matching([spam, other], 'malware shop', 'all')).toEqual([]);
    expect(matching([spam, other], ' ', 'failed')).toEqual([]);
  });

  test('only what has not left can be taken back, and what is under way is never removed', () => {
    for (const state of outboxStateSchema.options) {
      const offered = actions(sample(state));
      expect(offered.includes('cancel'), state).toBe(state === 'queued');
      if (['queued', 'sending', 'checking', 'sent'].includes(state)) expect(offered).not.toContain('forget');
    }
    expect(actions(sample('sending'))).toEqual([]);
  });

  test('a mail leaves nothing on the Hub that could be looked for', () => {
    const mail = sample('handed-over', { route: 'private-mail' });
    expect(actions(mail)).toEqual(['forget']);
    expect(whereOnHub(mail)).toBeNull();
  });

  test('only addresses of the Hub become links', () => {
    expect(hubLink('https://huggingface.co/a/b/discussions/3')).toBe(
      'https://huggingface.co/a/b/discussions/3',
    );
    for (const url of [
      'javascript:alert(1)',
      'http://huggingface.co/a/b',
      'https://huggingface.co.example/a',
      'https://huggingface.co:8443/a/b',
      'nonsense',
      undefined,
    ])
      expect(hubLink(url)).toBeNull();
  });

  test('what was handed to the form leads to the repository’s threads', () => {
    expect(whereOnHub(sample('handed-over', { route: 'public-form' }))?.href).toBe(
      'https://huggingface.co/someone/a-model/discussions',
    );
  });
});
