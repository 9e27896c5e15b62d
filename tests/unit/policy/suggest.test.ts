import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notedKeys, notesFor } from '../../../lib/policy/clause-notes.ts';
import { walkClauses } from '../../../lib/policy/document.ts';
import { searchTopics, suggestTopics, TOPICS, topicById, topicsForRule } from '../../../lib/policy/topics.ts';
import { pack2023, pack2025, shippedPacks } from './shipped.ts';

const topics = (signals: Parameters<typeof suggestTopics>[0]) =>
  suggestTopics(signals).map(({ topicId }) => topicId);

describe('suggestTopics', () => {
  test.each<[string, Parameters<typeof suggestTopics>[0], string]>([
    [
      'a Space whose Dockerfile starts a miner',
      { type: 'space', tags: [], code: 'FROM ubuntu\nRUN wget https://x/xmrig.tar.gz\nCMD ["./xmrig"]' },
      'cryptomining',
    ],
    [
      'a Space with a tunnel',
      { type: 'space', tags: [], files: ['Dockerfile', 'start-ngrok.sh'] },
      'proxies',
    ],
    [
      'a dataset of faces',
      { type: 'dataset', tags: ['face-recognition'], excerpt: '20,000 portraits of strangers.' },
      'people-without-consent',
    ],
    [
      'a voice cloner',
      { type: 'model', tags: [], excerpt: 'A voice cloning model.' },
      'people-without-consent',
    ],
    ['a name that says so', { type: 'space', name: 'somebody/free_xmrig_pool', tags: [] }, 'cryptomining'],
    ['leaked data', { type: 'dataset', tags: [], excerpt: 'Leaked phone numbers.' }, 'privacy'],
    ['a nudifier', { type: 'space', tags: [], excerpt: 'Nudify any picture' }, 'ncii'],
    [
      'likes for rewards',
      { type: 'model', tags: [], excerpt: 'Like this model and get 5 tokens' },
      'inauthentic-activity',
    ],
    ['untagged hentai', { type: 'model', tags: ['lora'], excerpt: 'A hentai style.' }, 'nfaa-sexual'],
    [
      'a program among weights',
      { type: 'model', tags: [], files: ['model.bin', 'bin/setup.exe'] },
      'malware',
    ],
    [
      'films',
      {
        type: 'dataset',
        tags: [],
        files: ['README.md', ...Array.from({ length: 8 }, (_, i) => `Show.S01E0${i}.mkv`)],
      },
      'storage-abuse',
    ],
  ])('%s', (_, signals, first) => {
    const [suggestion] = suggestTopics(signals);
    expect(suggestion?.topicId).toBe(first);
    expect(topicById(first)).toBeDefined();
    expect(suggestion?.because).toMatch(/\. [^.]*(?:Look|look|Quote|topic)[^.]*\./);
  });

  test('nothing of an ordinary repository', () => {
    for (const signals of [
      {
        type: 'model',
        tags: ['pytorch', 'text-generation'],
        excerpt: 'A language model.',
        files: ['config.json', 'model.safetensors'],
      },
      {
        type: 'dataset',
        tags: ['text'],
        excerpt: 'Ten million web pages.',
        files: Array.from({ length: 900 }, (_, i) => `data-${i}.parquet`),
      },
      { type: 'space', tags: ['gradio'], excerpt: 'A demo.', code: 'FROM python:3.12\nCMD python app.py' },
      { type: 'model', tags: ['not-for-all-audiences'], excerpt: 'NSFW role play.' },
    ] as const)
      expect(suggestTopics(signals)).toEqual([]);
  });

  test('never anything about minors, and nothing sexual or personal beside a hint of them', () => {
    const words = [
      'csam',
      'loli',
      'child',
      'teen girls',
      'nudify',
      'hentai',
      'deepfake',
      'faces',
      'leaked',
      'xmrig',
      'nsfw',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('model', 'dataset', 'space'),
        fc.array(fc.constantFrom(...words), { maxLength: 8 }),
        fc.array(fc.constantFrom(...words), { maxLength: 8 }),
        (type, tags, text) => {
          const found = topics({
            type,
            tags,
            excerpt: text.join(' '),
            files: text.map((one) => `${one}.txt`),
          });
          expect(found.length).toBeLessThanOrEqual(3);
          expect(new Set(found).size).toBe(found.length);
          for (const id of ['minors-sexual', 'childrens-data']) expect(found).not.toContain(id);
          if (/csam|loli|child|teen/.test([...tags, ...text].join(' ')))
            for (const id of ['ncii', 'nfaa-sexual', 'people-without-consent', 'privacy'])
              expect(found).not.toContain(id);
        },
      ),
    );
  });

  test('takes any input, and soon', () => {
    fc.assert(
      fc.property(
        fc.record({
          type: fc.constantFrom('model', 'dataset', 'space'),
          tags: fc.array(fc.string()),
          excerpt: fc.string({ unit: 'binary' }),
          files: fc.array(fc.string()),
          code: fc.string(),
        }),
        (signals) => {
          for (const { because } of suggestTopics(signals)) expect(because).not.toMatch(/\n/);
        },
      ),
    );
    // What grew with the square of its size would take minutes here, and the runner ends it.
    suggestTopics({
      type: 'space',
      tags: [],
      excerpt: 'like this model '.repeat(200_000),
      code: 'x '.repeat(1e6),
    });
  });
});

describe('topics and the lines of 2025', () => {
  test('every topic names rules that the packs have; every reportable line has a topic', () => {
    const known = new Set(shippedPacks.flatMap(({ rules }) => rules.map(({ id }) => id)));
    for (const { ruleIds } of TOPICS)
      for (const id of Object.values(ruleIds).flat()) expect(known).toContain(id);
    for (const { id, group } of pack2025.rules)
      if (group === 'restricted') expect(`${id} ${topicsForRule(id).length > 0}`).toBe(`${id} true`);
  });

  test.each([
    ['likes for rewards', 'inauthentic-activity'],
    ['exchanging rewards for likes', 'inauthentic-activity'],
    ['Cloudflare Tunnel', 'proxies'],
    ['TOR', 'proxies'],
    ['Chrome Remote Desktop', 'proxies'],
    ['unauthorized bot', 'proxies'],
    ['excessive data', 'storage-abuse'],
    ['irrelevant data', 'storage-abuse'],
    ['trojan', 'malware'],
    ['xmrig', 'cryptomining'],
    ['bots', 'inauthentic-activity'],
    ['ransomware', 'attack-code'],
    ['face swap', 'people-without-consent'],
    ['pirated books', 'intellectual-property'],
  ])('%s → %s', (query, first) => {
    expect(searchTopics(query)[0]?.id).toBe(first);
  });
});

describe('our notes', () => {
  test('stand at rules and clauses that there are', () => {
    const known = new Set(
      shippedPacks.flatMap(({ rules, document }) => [
        ...rules.map(({ id }) => id),
        ...[...walkClauses(document)].map(({ clause }) => clause.hash),
      ]),
    );
    for (const key of notedKeys()) expect(known).toContain(key);
  });

  test('on excessive data: no threshold, what helps, a caution', () => {
    const [note] = notesFor('CP2025.G5.excessive-data');
    expect(note!.text).toHaveLength(3);
    expect(note!.text[0]).toMatch(/no threshold/);
    expect(note!.text[1]).toMatch(/What helps/);
    expect(note!.text[2]).toMatch(/Legitimate large datasets/);
    expect(notesFor('CP2023.R99')).toEqual([]);
  });

  test('are not the policy’s words', () => {
    const texts = new Set(
      [pack2023, pack2025].flatMap(({ document }) =>
        [...walkClauses(document)].map(({ clause }) => clause.text),
      ),
    );
    for (const key of notedKeys())
      for (const { text } of notesFor(key)) for (const one of text) expect(texts).not.toContain(one);
  });
});
