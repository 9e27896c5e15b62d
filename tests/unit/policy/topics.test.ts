import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReportable } from '../../../lib/policy/packs.ts';
import { hintsAtMinors, searchTopics, TOPICS, topicById, topicsForRule } from '../../../lib/policy/topics.ts';
import { pack2023 as pack } from './shipped.ts';

const names = (query: string) => searchTopics(query).map((topic) => topic.id);

describe('topics', () => {
  test('have unique kebab-case ids and all their texts', () => {
    expect(new Set(TOPICS.map((topic) => topic.id)).size).toBe(TOPICS.length);
    for (const topic of TOPICS) {
      expect(topic.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(topic.name.length).toBeLessThanOrEqual(45);
      expect(topic.summary).toMatch(/^[^\n]{20,200}\.$/);
      expect(topic.isExamples.length).toBeGreaterThan(0);
      expect(topic.isNot.length).toBeGreaterThan(0);
      expect(topic.synonyms.every((one) => one === one.toLowerCase())).toBe(true);
    }
  });

  test('name rules that the pack has, and no rule is without a topic', () => {
    const ids = new Set(pack.rules.map((rule) => rule.id));
    for (const topic of TOPICS) {
      const named = topic.ruleIds['2023-08-30'] ?? [];
      expect(named.length).toBeGreaterThan(0);
      for (const id of named) expect(ids).toContain(id);
    }
    for (const rule of pack.rules.filter(isReportable))
      expect(`${rule.id} ${topicsForRule(rule.id).length > 0}`).toBe(`${rule.id} true`);
  });

  test('are in policy order, restricted first', () => {
    const kinds = TOPICS.map((topic) => topic.kind);
    expect(kinds).toEqual([...kinds].sort((a, b) => 'rmo'.indexOf(a[0]!) - 'rmo'.indexOf(b[0]!)));
    const first = TOPICS.filter((topic) => topic.kind === 'restricted').map((topic) => {
      const id = topic.ruleIds['2023-08-30']![0]!;
      return Number(/^CP2023\.R(\d+)$/.exec(id)?.[1] ?? 13);
    });
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  });

  test('routes are those of facts/reporting.md §2', () => {
    const privately = ['R4', 'R5', 'R9', 'R13'];
    for (const topic of TOPICS) {
      const first = topic.ruleIds['2023-08-30']![0]!.replace('CP2023.', '');
      if (topicsForRule('CP2023.R6').includes(topic) || first === 'R.under-13')
        expect(topic.defaultRoute).toBe('private-only');
      else if (privately.includes(first)) expect(topic.defaultRoute).toBe('private-default');
      else if (first === 'R12')
        expect(topic).toMatchObject({ defaultRoute: 'rights-holder', privateDesk: 'dmca' });
      else expect(topic.defaultRoute).toBe('public');
      if (topic.defaultRoute.startsWith('private')) expect(topic.privateDesk).toBeDefined();
      expect(topic.handledBy).toBe(topic.kind === 'moderated' ? 'owner-and-team' : 'team');
    }
    expect(topicById('minors-sexual')).toMatchObject({ defaultRoute: 'private-only', privateDesk: 'safety' });
    expect(topicById('minors-sexual')?.asks).toBeUndefined();
    expect(topicById('childrens-data')).toMatchObject({ defaultRoute: 'private-only', privateDesk: 'legal' });
  });

  test('our words are not passed off as the policy’s', () => {
    const quotes = new Set(pack.rules.map((rule) => rule.text));
    for (const topic of TOPICS)
      for (const text of [topic.summary, topic.name]) expect(quotes).not.toContain(text);
  });
});

describe('searchTopics', () => {
  test('an empty query gives all, in policy order', () => {
    expect(searchTopics('')).toEqual(TOPICS);
    expect(searchTopics('  \n')).toEqual(TOPICS);
    expect(searchTopics('', TOPICS.slice(3, 5))).toEqual(TOPICS.slice(3, 5));
  });

  test.each([
    ['deepfake', 'ncii'],
    ['NCII', 'ncii'],
    ['revenge porn', 'ncii'],
    ['deep fake', 'ncii'],
    ['someone made a nude model of me', 'ncii'],
    ['voice clone', 'people-without-consent'],
    ['miner', 'cryptomining'],
    ['crypto mining', 'cryptomining'],
    ['VNC', 'proxies'],
    ['jailbreak proxy', 'proxies'],
    ['licence', 'license-violation'],
    ['license', 'license-violation'],
    ['LICÉNCE', 'license-violation'],
    ['doxxing', 'privacy'],
    ['GDPR', 'privacy'],
    ['likes for rewards', 'inauthentic-activity'],
    ['gore', 'violence'],
    ['hate', 'hate-or-discrimination'],
    ['hate speech against minorities', 'hate-or-discrimination'],
    ['scam', 'scam-or-deception'],
    ['phishing', 'scam-or-deception'],
    ['phising', 'scam-or-deception'],
    ['phis', 'scam-or-deception'],
    ['backdoor', 'malware'],
    ['pickle', 'malware'],
    ['R16', 'malware'],
    ['malwrae', 'malware'],
    ['self-harm', 'self-harm'],
    ['selfharm', 'self-harm'],
    ['nsfw', 'nfaa-sexual'],
    ['hentai', 'nfaa-sexual'],
    ['dmca', 'intellectual-property'],
    ['copyright', 'intellectual-property'],
    ['spam', 'spam'],
    ['bomb', 'weapons'],
    ['harrasment', 'harassment'],
    ['toxic', 'nfaa-toxic'],
    ['dual use', 'dual-use'],
    ['gated', 'access-too-open'],
    ['something else', 'something-else'],
  ])('%s → %s', (query, first) => {
    expect(names(query)[0]).toBe(first);
  });

  test('what matches nothing gives nothing', () => {
    expect(names('zzzzqq')).toEqual([]);
    expect(names('!!!')).toEqual([]);
  });

  test.each(
    [
      'csam',
      'CSAM',
      'c.s.a.m',
      'cp',
      'C P',
      'child',
      'children',
      'chil',
      'chidl',
      'underage',
      'under-age',
      'undrage',
      'minor',
      'minors',
      'loli',
      'lolis',
      'l0li',
      'lolicon',
      'shota',
      'teen',
      'Teens',
      'teenage girl',
      'ch1ld',
      'p3do',
      'kid',
      'little girl',
      'school girl',
      '14yo',
      '12 years old',
      'under 18',
      'jailbait',
      'ロリ',
      '儿童',
      'niño',
      'enfants',
      'дети',
      'ｌｏｌｉ',
      'toddler',
      'nude model spam scam child',
      'copyright of children’s books',
      'deepfake of a minor',
      'hate malware cp',
    ].map((query) => [query]),
  )('%s puts minors first', (query) => {
    expect(names(query)[0]).toBe('minors-sexual');
  });

  test('any query with a hint in it puts minors first, wherever it stands', () => {
    const other = fc.constantFrom(
      'spam',
      'hate',
      'deepfake',
      'malware',
      'licence',
      'the',
      'my',
      'r16',
      'gore',
      '!!',
    );
    const hint = fc.constantFrom(
      'csam',
      'cp',
      'child',
      'underage',
      'minors',
      'loli',
      'shota',
      'teen',
      'toddler',
      'preteen',
      'kids',
    );
    fc.assert(
      fc.property(
        fc.array(other, { maxLength: 8 }),
        hint,
        fc.array(other, { maxLength: 8 }),
        (before, word, after) => {
          expect(names([...before, word, ...after].join(' '))[0]).toBe('minors-sexual');
        },
      ),
    );
  });

  test('ordinary words do not', () => {
    for (const query of [
      'miner',
      'mining',
      'minority',
      'hate minorities',
      'kind',
      'few shots',
      'tweets',
      'high school math',
      'rabies',
      'kidnap',
      'teams',
      'screenshot',
    ]) {
      expect(`${query} ${hintsAtMinors(query)}`).toBe(`${query} false`);
    }
  });

  test('any text is answered, without a topic twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const found = names(query);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
    // What grew with the square of its size would not come back before the runner ends it.
    expect(names('ab '.repeat(100_000)).length).toBeLessThan(100);
  });
});
