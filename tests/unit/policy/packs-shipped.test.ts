/** What ships in `public/policy/` against the sources that the project was given, where they are at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentParts, walkClauses, walkSections, wordsOf } from '../../../lib/policy/document.ts';
import { isReportable, liveRules, loadPacks, type PolicyPack, parsePack } from '../../../lib/policy/packs.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { PACKS_FOLDER } from '../../../scripts/policy/pack.ts';
import { fixture, page } from './shapes.ts';

const SHARED = process.env.HUB_POLICY ?? '/work/shared/data/policy';
const SEED_2023 = `${SHARED}/content-policy-2023-08-30.txt`;
const SEED_2025 = `${SHARED}/content-policy-2025-04-10-partial-excerpt.txt`;

const fromFolder = async (name: string) => JSON.parse(readFileSync(new URL(name, PACKS_FOLDER), 'utf8'));
const [pack2023, pack2025] = (await loadPacks(fromFolder)) as [PolicyPack, PolicyPack];
const textsOf = (pack: PolicyPack) => documentParts(pack.document).map((part) => part.text);
const folded = (text: string) => wordsOf(text).join(' ');

/** How UTF-8 looks when read as Mac Roman, Windows-1252 or Latin-1; and what is put for what cannot be read. */
const MOJIBAKE = /[\u0080-\u009F\uFFFD√≈‚„∏]|Ã.|â€|ðŸ|Ô∏/u;

test('the index lists every file of the folder, the oldest text first', async () => {
  const { packs } = await fromFolder('index.json');
  const files = readdirSync(PACKS_FOLDER).filter((name) => name.endsWith('.json') && name !== 'index.json');
  expect([...packs].sort()).toEqual(files.sort());
  expect([pack2023, pack2025].map(({ version }) => [version.printedDate, version.complete])).toEqual([
    ['2023-08-30', true],
    ['2025-04-10', false],
  ]);
});

test.each([pack2023, pack2025])('no garbled letters in $version.printedDate', (pack) => {
  expect(textsOf(pack).filter((text) => MOJIBAKE.test(text))).toEqual([]);
});

describe('30 August 2023, section by section', () => {
  const sections = new Map([...walkSections(pack2023.document)].map((section) => [section.id, section]));

  test('all of them, with as many clauses as the text has lines', () => {
    expect([...sections].map(([id, { heading, clauses }]) => [id, heading, clauses.length])).toEqual([
      ['intro', 'Content Policy 🤗', 9],
      ['a-few-definitions', '📚 A few definitions', 18],
      [
        'how-do-we-assess-whether-content-follows-our',
        '🕵️ How do we assess whether Content follows our Guidelines?',
        3,
      ],
      ['restricted-content', '🙅‍♂️ Restricted Content', 21],
      ['moderated-content', '🤝 Moderated Content', 3],
      ['moderated-content/ml-artifacts', '🤖 ML Artifacts', 25],
      ['moderated-content/community-content', '🧑 Community Content', 7],
      ['how-can-you-report-content', '🛎️ How can you report Content?', 3],
      ['additional-tools', '🛠️ Additional tools', 6],
      ['intellectual-property-rights-infringement', '👷‍♀️ Intellectual property rights infringement', 1],
      ['contact-us', '👋 Contact us', 1],
    ]);
  });

  test.each([
    [
      'levels A, B and C',
      'moderated-content/ml-artifacts',
      ['A. Community features:', 'B. "Not-for-all-Audiences" tag:', 'C. Hugging Face tools:'],
    ],
    [
      'the three mechanisms of A',
      'moderated-content/ml-artifacts',
      [
        '📄 Documentation',
        '🚪 Gating',
        '🫣 Private',
        'We publicly ask the Repository owner to clearly identify',
        'We publicly ask the Repository owner to leverage',
        'We publicly ask the Repository owner to make',
      ],
    ],
    [
      'the criteria of B',
      'moderated-content/ml-artifacts',
      [
        'Un-requested sexual Content',
        'Determining whether',
        'Depictions of nudity',
        'Sexual topics or themes',
        'Pornography',
        'Hentai',
        'Un-requested violent Content',
        'Toxic speech',
      ],
    ],
    [
      'the three actions of C',
      'moderated-content/ml-artifacts',
      [
        '📉 Downgrade',
        '👁️ Private',
        '❌ Disable',
        'We open a public discussion',
        'We open a public discussion',
        'We open a public discussion',
      ],
    ],
    [
      'the three community measures',
      'moderated-content/community-content',
      [
        '🧐 Hey… friendly warning',
        '🤨 Ouch… reaching the limit',
        '😡 Ok… enough is enough!',
        'A private, written warning',
        'A warning with consequences',
        'A deactivation',
      ],
    ],
    ['reporting', 'how-can-you-report-content', ['We encourage', 'In addition', 'Finally']],
    [
      'the tools',
      'additional-tools',
      [
        'We provide',
        'Authors of a discussion',
        'Repository owners can:',
        'Choose to hide',
        'Tag their Content',
        'Gate the access',
      ],
    ],
    ['intellectual property', 'intellectual-property-rights-infringement', ['If you have any claims']],
    ['contact', 'contact-us', ['We are always open to feedback']],
  ])('%s', (_, id, starts) => {
    const clauses = sections.get(id)!.clauses.map((clause) => clause.text);
    let at = -1;
    for (const start of starts) {
      at = clauses.findIndex((text, i) => i > at && text.startsWith(start));
      expect(at, start).toBeGreaterThanOrEqual(0);
    }
  });

  test.skipIf(!existsSync(SEED_2023))(
    `every word of ${SEED_2023} between its menu and its footer, in order`,
    () => {
      const seed = readFileSync(SEED_2023, 'utf8');
      expect(fixture('content-policy-2023-08-30.txt')).toBe(seed);
      const proper = seed.slice(seed.indexOf('Content Policy 🤗'), seed.lastIndexOf('\nCompany\n'));
      expect(textsOf(pack2023).flatMap(wordsOf)).toEqual(wordsOf(proper));
    },
  );
});

describe('10 April 2025, in part', () => {
  const quote = fixture('content-policy-2025-04-10-quote.txt');

  test('the rules are the whole quote, in order, and nothing else', () => {
    expect(pack2025.rules.map(({ text }) => text).join(' ')).toBe(folded(quote));
    const clauses = [...walkClauses(pack2025.document)].map(({ clause }) => clause.text);
    expect(clauses).toEqual(pack2025.rules.map(({ text }) => text));
    for (const rule of pack2025.rules) {
      expect(rule.id).toMatch(/^CP2025\.[\w.-]+$/);
      // Its place in the printed list is not known.
      expect(rule.number).toBeUndefined();
      expect(rule.text).not.toMatch(/…|\.\.\./);
    }
    expect(pack2025.rules.filter(isReportable)).toHaveLength(8);
  });

  test('the only heading is the one that was given in quotation marks', () => {
    const headings = [...walkSections(pack2025.document)].map((section) => section.heading);
    expect(headings).toEqual(['', 'Platform Abuse, Security Violations and Spam']);
  });

  test('is found in a live text that has it as a list', () => {
    const items = pack2025.rules.map(({ text }) => `<li>${text.replace(/\.$/, ';')}</li>`).join('');
    const live = parsePolicy(
      page(
        `<main><h1>Content Policy</h1><p>Effective Date: April 10, 2025</p><h3>Platform Abuse</h3><ul>${items}</ul></main>`,
      ),
    );
    expect(liveRules(live, pack2025).filter(({ state }) => state === 'gone')).toEqual([]);
  });

  describe.skipIf(!existsSync(SEED_2025))(`against ${SEED_2025}`, () => {
    const seed = existsSync(SEED_2025) ? readFileSync(SEED_2025, 'utf8') : '';

    test('the kept quote is what stands in quotation marks as the policy’s own', () => {
      const passages = [
        ...seed.matchAll(/"([^"]+)— Excerpt from Hugging Face's Hugging Face Content Policy/g),
      ];
      expect(passages.map(([, passage]) => folded(passage!))).toEqual([folded(quote)]);
    });

    test('no clause of another platform, and no comment on the text, is in it', () => {
      const lines = seed
        .split('\n')
        .map(folded)
        .filter((line) => line !== '');
      const from = lines.indexOf('How other platforms handle this');
      const others = lines.slice(from + 1, lines.indexOf('Monitoring'));
      expect(others).toHaveLength(3);
      const own = folded(textsOf(pack2025).join(' '));
      for (const line of lines.filter((one) => !one.includes('Excerpt from'))) {
        for (const sentence of line.split(/[.;:]\s/).filter((part) => wordsOf(part).length > 3)) {
          expect(own).not.toContain(sentence);
        }
      }
    });
  });
});

describe('loading', () => {
  const made = (prefix: string, word: string) => {
    const document = parsePolicy(
      `<main><h1>Content Policy</h1><p>Effective Date: May 1, 2030</p><p>Content that is ${word} is not allowed here, by nobody and for no reason at all, at any time.</p><p>Be kind.</p></main>`,
    );
    const clause = [...walkClauses(document)][1]!.clause;
    return JSON.parse(
      JSON.stringify({
        version: {
          printedDate: '2030-05-01',
          hash: document.hash,
          url: 'https://huggingface.co/content-policy',
          source: 'made up',
          complete: true,
        },
        document,
        rules: [
          {
            id: `${prefix}.R1`,
            clauseId: clause.id,
            text: clause.text,
            hash: clause.hash,
            group: 'restricted',
            number: 1,
          },
        ],
      }),
    );
  };
  const load = async (files: Record<string, unknown>, packs: unknown = Object.keys(files)) => {
    const problems: string[] = [];
    const read = async (name: string) => {
      if (name === 'index.json') return { packs };
      if (!(name in files)) throw new Error(`${name} is not there`);
      return files[name];
    };
    const loaded = await loadPacks(read, (problem) => problems.push(problem));
    return { ids: loaded.flatMap((pack) => pack.rules.map(({ id }) => id)), problems };
  };

  test('a new pack is a file and a line in the index', async () => {
    const loaded = await loadPacks(async (name) =>
      name === 'index.json'
        ? { packs: [...(await fromFolder(name)).packs, 'new.json'] }
        : name === 'new.json'
          ? made('CP2030', 'bad')
          : fromFolder(name),
    );
    expect(loaded.map(({ version }) => version.printedDate)).toEqual([
      '2023-08-30',
      '2025-04-10',
      '2030-05-01',
    ]);
    expect(loaded[2]).toEqual(parsePack(made('CP2030', 'bad')));
  });

  test('one bad pack does not lose the others, and is reported', async () => {
    const broken = made('CPX', 'odd');
    broken.rules[0].text += ' More.';
    const { ids, problems } = await load(
      { 'a.json': made('CPA', 'bad'), 'broken.json': broken, 'b.json': made('CPB', 'sad') },
      ['a.json', 'broken.json', 'missing.json', '../secret.json', 'index.json', 'b.json'],
    );
    expect(ids).toEqual(['CPA.R1', 'CPB.R1']);
    expect(problems).toEqual([
      expect.stringMatching(/^broken\.json is left out\. Policy pack, rules\[0\]\.text/),
      'missing.json is left out. missing.json is not there',
      '../secret.json is left out. It is no name of a pack.',
      'index.json is left out. It is no name of a pack.',
    ]);
  });

  test('the same text or the same rule id twice is one too many', async () => {
    const { ids, problems } = await load({
      'a.json': made('CPA', 'bad'),
      'same.json': made('CPB', 'bad'),
      'id.json': made('CPA', 'sad'),
    });
    expect(ids).toEqual(['CPA.R1']);
    expect(problems).toEqual([
      'same.json is left out. Another pack has the same text.',
      'id.json is left out. Another pack has a rule CPA.R1 too.',
    ]);
  });

  test('an index that is none, or without a pack that can be read, is an error', async () => {
    await expect(load({}, 'x')).rejects.toThrow('policy/index.json: expected');
    await expect(load({}, [1])).rejects.toThrow('policy/index.json: expected');
    await expect(load({ 'a.json': {} })).rejects.toThrow(/^None of the policy texts/);
  });
});
