import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS } from '../../../lib/policy/topics.ts';
import { answerProblem, answersFor, type Question, questionsFor } from '../../../lib/report/questions.ts';
import { FORKS, forksFor, isRemedyFor, REMEDY_WORDS, remediesFor } from '../../../lib/report/remedies.ts';
import { TARGET_KINDS } from '../../../lib/report/target.ts';

const FORK_VALUES = [undefined, 'restricted', 'moderated'] as const;
const asked = TOPICS.filter(({ defaultRoute }) => defaultRoute !== 'private-only');
const ids = (questions: Question[]) => questions.map(({ id }) => id);
const all = (topicId: string) => questionsFor(topicId, 'moderated', 'private');

describe('questions', () => {
  test('nothing is asked about minors, whatever else is said', () => {
    for (const id of [
      'minors-sexual',
      'childrens-data',
      ' Minors-sexual',
      'minors',
      'unheard-of',
      '__proto__',
    ])
      for (const fork of FORK_VALUES)
        for (const routeClass of ['public', 'private'] as const) {
          expect(questionsFor(id, fork, routeClass)).toEqual([]);
          expect(
            answersFor({ topicId: id, fork, answers: { part: 'card', origin: 'x' } }, routeClass),
          ).toEqual([]);
        }
  });
  test('every topic: each question once, well made; in public only what is fit for it', () => {
    for (const { id } of asked)
      for (const fork of FORK_VALUES) {
        const inPrivate = questionsFor(id, fork, 'private');
        expect(new Set(ids(inPrivate)).size, id).toBe(inPrivate.length);
        expect(questionsFor(id, fork, 'public')).toEqual(inPrivate.filter(({ publicOk }) => publicOk));
        for (const { kind, options, label, short, help, id: question } of inPrivate) {
          expect(question, id).toMatch(/^[a-z][a-z0-9-]{0,40}$/);
          expect(label, id).toMatch(/[?]$|^[A-Z].*$/);
          expect(`${label}${short}${help}`, id).not.toContain('!');
          expect(options === undefined, question).toBe(kind !== 'choice');
          expect(new Set(options?.map(({ value }) => value)).size).toBe(options?.length ?? 0);
        }
      }
  });
  test('moderated reports ask for origin, handling and use', () => {
    for (const { id } of asked)
      expect(ids(questionsFor(id, 'moderated', 'public')), id).toEqual(
        expect.arrayContaining(['origin', 'handling', 'use']),
      );
    expect(ids(questionsFor('spam', 'restricted', 'public'))).not.toContain('origin');
  });
  test('consent: who, standing and the original; who somebody is never is asked in public', () => {
    expect(ids(all('people-without-consent'))).toEqual(
      expect.arrayContaining([
        'represented',
        'standing',
        'name',
        'consent',
        'source',
        'source-hash',
        'effect',
      ]),
    );
    const open = ids(questionsFor('people-without-consent', 'restricted', 'public'));
    expect(open).toEqual(['part', 'represented', 'consent', 'source', 'source-hash']);
    expect(ids(questionsFor('ncii', 'restricted', 'public'))).toEqual(['part', 'consent', 'source-hash']);
    for (const { id } of asked)
      for (const question of all(id))
        if (['standing', 'holder', 'aimed', 'own', 'name', 'effect'].includes(question.id))
          expect(question.publicOk, `${id} ${question.id}`).toBe(false);
  });
  test('what the facts ask for is there', () => {
    expect(ids(all('illegal'))).toContain('law');
    expect(ids(all('license-violation'))).toEqual(expect.arrayContaining(['holder', 'licence', 'condition']));
    expect(ids(all('malware'))).toEqual(expect.arrayContaining(['file-hash', 'live']));
    expect(ids(all('inauthentic-activity'))).toEqual(expect.arrayContaining(['offer', 'offer-url']));
    expect(all('storage-abuse').find(({ id }) => id === 'stored')!.help).toMatch(
      /Large datasets are welcome/,
    );
  });
  test('which part is asked only where it is not known', () => {
    for (const kind of TARGET_KINDS)
      expect(ids(questionsFor('spam', 'restricted', 'public', kind)).includes('part'), kind).toBe(
        ['repo', 'revision', 'app'].includes(kind),
      );
  });
});

describe('answers', () => {
  test('only of this topic, of this audience, and of those options', () => {
    const answers = {
      part: 'card',
      consent: 'nonsense',
      standing: 'self',
      represented: 'private',
      law: 'of another topic',
      source: '  https://example.org/x  ',
      'source-hash': 'not a hash',
    };
    const said = (routeClass: 'public' | 'private') =>
      answersFor({ topicId: 'people-without-consent', fork: 'restricted', answers }, routeClass).map(
        ({ question, text }) => [question.id, text],
      );
    expect(said('public')).toEqual([
      ['part', 'The card (README)'],
      ['represented', 'A private person'],
      ['source', 'https://example.org/x'],
    ]);
    expect(said('private')).toContainEqual(['standing', 'I am the person']);
  });
  test('never one that the public should not read, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...asked.map(({ id }) => id)),
        fc.constantFrom(...FORK_VALUES),
        fc.dictionary(fc.string(), fc.string()),
        (topicId, fork, answers) => {
          const given = {
            ...answers,
            ...Object.fromEntries(
              all(topicId).map(({ id, options }) => [id, options?.[0]?.value ?? 'ff'.repeat(32)]),
            ),
          };
          for (const { question } of answersFor({ topicId, fork, answers: given }, 'public'))
            expect(question.publicOk).toBe(true);
        },
      ),
    );
  });
  test('what is wrong with one is said', () => {
    const [url] = all('inauthentic-activity').filter(({ kind }) => kind === 'url');
    const [hash] = all('malware').filter(({ kind }) => kind === 'hash');
    const [holder] = all('license-violation').filter(({ optional }) => !optional);
    expect(answerProblem(url!, 'example.org')).toMatch(/https:/);
    expect(answerProblem(url!, 'https://example.org/a')).toBeNull();
    expect(answerProblem(hash!, 'xyz')).toMatch(/64/);
    expect(answerProblem(hash!, 'A'.repeat(64))).toBeNull();
    expect(answerProblem(hash!, ' ')).toBeNull();
    expect(answerProblem(holder!, '')).toMatch(/Please/);
  });
});

describe('forks and remedies', () => {
  const policy = readFileSync(
    join(import.meta.dirname, '../../../public/policy/content-policy-2023-08-30.json'),
    'utf8',
  );
  const printed = (text: string) => policy.includes(JSON.stringify(text).slice(1, -1));
  test('every quote stands in the text that it names', () => {
    for (const { quote } of Object.values(FORKS)) {
      expect(quote.version).toBe('2023-08-30');
      expect(printed(quote.text), quote.text).toBe(true);
    }
    for (const fork of ['restricted', 'moderated'] as const)
      for (const kind of [undefined, ...TARGET_KINDS])
        for (const { quote } of remediesFor(fork, kind))
          if (quote) expect(printed(quote.text), quote.text).toBe(true);
  });
  test('every topic has a track; about minors nothing is asked for', () => {
    for (const { id, kind } of asked) {
      const { options, default: first } = forksFor(id);
      expect(
        options.map(({ value }) => value),
        id,
      ).toContain(first);
      if (kind !== 'restricted') expect(options, id).toHaveLength(2);
    }
    for (const id of ['minors-sexual', 'childrens-data', 'unheard-of'])
      expect(forksFor(id)).toEqual({ options: [], default: null });
    expect(forksFor('malware').options).toHaveLength(1);
    expect(forksFor('dual-use').default).toBe('moderated');
  });
  test('every remedy can be asked for somewhere, and has words', () => {
    const offered = new Set(
      TARGET_KINDS.flatMap((kind) =>
        (['restricted', 'moderated'] as const).flatMap((fork) =>
          remediesFor(fork, kind).map(({ value }) => value),
        ),
      ),
    );
    expect([...offered].sort()).toEqual(Object.keys(REMEDY_WORDS).sort());
    expect(isRemedyFor('gating', 'moderated', 'repo')).toBe(true);
    expect(isRemedyFor('gating', 'moderated', 'user')).toBe(false);
  });
});
