import { expect, test } from 'vitest';
import {
  DRAFT_AGE_MS,
  draftKey,
  dropDraft,
  loadDraft,
  pruneDrafts,
  saveDraft,
  textFor,
} from '../../../lib/report/draft.ts';
import { answersFor, hasWords } from '../../../lib/report/draft-text.ts';
import { type Draft, draftSchema } from '../../../lib/report/report.ts';
import { freshDatabase, T0 } from './fakes.ts';

const repo = { type: 'model', id: 'Owner/Name' } as const;
const draft = (change: Partial<Draft> = {}): Draft => ({
  key: 'model:owner/name',
  topicId: 'harassment',
  route: 'private-mail',
  text: 'for the few',
  savedAt: 0,
  ...change,
});

test('keys: one per place, whatever the case; long paths stay apart', () => {
  expect(draftKey({ repo })).toBe('model:owner/name');
  expect(draftKey({ repo, path: 'a.md', lines: { from: 1, to: 2 } })).toBe('model:owner/name/a.md#L1-L2');
  const long = (end: string) => draftKey({ repo, path: `${'x'.repeat(900)}${end}` });
  expect(long('a')).not.toBe(long('b'));
  expect(draftSchema.shape.key.parse(long('a'))).toBe(long('a'));
});

test('private words never turn up on a public route', async () => {
  const db = freshDatabase();
  await saveDraft(db, draft(), T0);
  const loaded = (await loadDraft(db, 'model:owner/name'))!;
  expect(loaded).toMatchObject({ text: 'for the few', route: 'private-mail', savedAt: T0 });
  expect(draftSchema.parse(loaded)).toBeTruthy();
  expect(textFor(loaded, 'public-api')).toBe('');
  expect(textFor(loaded, 'public-form')).toBe('');
  expect(textFor(loaded, 'private-mail')).toBe('for the few');

  await saveDraft(db, draft({ route: 'public-api', text: 'for all' }), T0);
  const both = (await loadDraft(db, 'model:owner/name'))!;
  expect(both.text).toBe('for all');
  expect(textFor(both, 'private-mail')).toBe('for the few');
  expect(textFor(both, 'public-form')).toBe('for all');
});

test('public words may go to fewer; words without a route are private', () => {
  expect(textFor(draft({ route: 'public-form', text: 'a' }), 'private-mail')).toBe('a');
  expect(textFor({ text: 'a' }, 'public-api')).toBe('');
  expect(textFor({ text: 'a' }, undefined)).toBe('a');
});

test('minors: nothing is shown, nothing new is kept', async () => {
  const db = freshDatabase();
  await saveDraft(db, draft({ topicId: 'minors-sexual', text: 'a description' }), T0);
  const loaded = (await loadDraft(db, 'model:owner/name'))!;
  expect(JSON.stringify(loaded)).not.toContain('description');
  expect(textFor(draft({ topicId: 'minors-sexual' }), 'private-mail')).toBe('');
});

test('a draft of an older version keeps its words apart too', async () => {
  const db = freshDatabase();
  await (await db()).put('drafts', draft());
  await saveDraft(db, draft({ route: 'public-api', text: 'for all' }), T0);
  expect(textFor((await loadDraft(db, 'model:owner/name'))!, 'private-mail')).toBe('for the few');
});

test('dropped and pruned', async () => {
  const db = freshDatabase();
  await saveDraft(db, draft(), T0);
  await saveDraft(db, draft({ key: 'other' }), T0 + DRAFT_AGE_MS);
  expect(await pruneDrafts(db, T0 + DRAFT_AGE_MS + 1)).toBe(1);
  expect(await loadDraft(db, 'model:owner/name')).toBeNull();
  await dropDraft(db, 'other');
  expect(await loadDraft(db, 'other')).toBeNull();
});

test('keys: each kind of thing has its own, and what is selected does not matter', () => {
  const keys = [
    draftKey({ repo }),
    draftKey({ repo, discussion: 3 }),
    draftKey({ repo, discussion: 3, comment: 'c0ffee' }),
    draftKey({ repo, row: { config: 'a', split: 'b', index: 3 } }),
    draftKey({ repo, section: { title: 'Uses', id: 'uses' } }),
    draftKey({ kind: 'user', subject: 'Ada' }),
    draftKey({ kind: 'organization', subject: 'Ada' }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(draftKey({ kind: 'user', subject: 'ada' })).toBe(draftKey({ kind: 'user', subject: 'Ada' }));
});

test('answers are kept apart as the words are', async () => {
  const db = freshDatabase();
  await saveDraft(db, draft({ answers: { private: { name: 'her name', part: 'card' } } }), T0);
  await saveDraft(db, draft({ route: 'public-api', text: '', answers: { public: { part: 'files' } } }), T0);
  const loaded = (await loadDraft(db, 'model:owner/name'))!;
  expect(answersFor(loaded, 'public-api')).toEqual({ part: 'files' });
  expect(answersFor(loaded, 'private-mail')).toEqual({ name: 'her name', part: 'card' });
  expect(answersFor({ ...loaded, topicId: 'minors-sexual' }, 'private-mail')).toEqual({});
});

test('minors: neither answers nor a passage nor a thread to join is kept; what was written for another topic stays', async () => {
  const db = freshDatabase();
  await saveDraft(
    db,
    draft({ route: 'public-api', text: 'for all', answers: { public: { part: 'card' } } }),
    T0,
  );
  const given = {
    topicId: 'minors-sexual',
    text: 'zebra',
    texts: { public: 'zebra' },
    answers: { public: { part: 'zebra' }, private: { name: 'zebra' } },
    passage: 'zebra',
    join: { discussion: 3, title: 'zebra' },
    remedy: 'nfaa' as const,
  };
  await saveDraft(db, draft(given), T0);
  const row = (await (await db()).get('drafts', 'model:owner/name'))!;
  expect(JSON.stringify(row)).not.toContain('zebra');
  expect(row).not.toHaveProperty('remedy');
  expect(textFor({ ...row, topicId: 'malware' }, 'public-api')).toBe('for all');
});

test('work that somebody put into a draft', () => {
  expect(hasWords(draft({ text: ' ' }))).toBe(false);
  expect(hasWords(draft({ text: '', answers: { public: { part: 'card' } } }))).toBe(true);
});
