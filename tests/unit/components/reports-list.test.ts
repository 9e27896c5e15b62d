import { describe, expect, test } from 'vitest';
import { hubLink, offers, routeWords, whereOnHub } from '../../../components/reports/list.ts';
import { outboxStateSchema, routeKindSchema } from '../../../lib/report/report.ts';
import { sample } from './sample.ts';

const actions = (record: ReturnType<typeof sample>) => offers(record).map(({ action }) => action);

describe('the list of reports', () => {
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

  test('what belongs to no repository leads to no Community tab, and every way has words', () => {
    const user = {
      kind: 'user',
      subject: 'somebody',
      url: 'https://huggingface.co/somebody',
      sha: null,
      seenAt: 1,
    } as const;
    expect(whereOnHub(sample('handed-over', { route: 'hub-dialog', target: user }))).toBeNull();
    for (const route of routeKindSchema.options) expect(routeWords(sample('sent', { route }))).toBeTruthy();
    expect(actions(sample('handed-over', { route: 'hub-dialog' }))).toEqual(['forget']);
  });

  test('what was handed to the form leads to the repository’s threads', () => {
    expect(whereOnHub(sample('handed-over', { route: 'public-form' }))?.href).toBe(
      'https://huggingface.co/someone/a-model/discussions',
    );
  });
});
