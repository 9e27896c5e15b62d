/** Published formats: our schemas, DSA notices, XARF. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS } from '../../../lib/policy/topics.ts';
import { type DsaFile, dsaFileSchema, GOOD_FAITH } from '../../../lib/report/dsa.ts';
import { DSA_OF_TOPIC } from '../../../lib/report/dsa-map.ts';
import { exportReports } from '../../../lib/report/export.ts';
import { exportFileSchema } from '../../../lib/report/portable.ts';
import { PUBLISHED } from '../../../lib/report/published.ts';
import { whyNoXarf, XARF_OF_TOPIC } from '../../../lib/report/xarf.ts';
import { makeRecord, NOW, record } from './portable-arb.ts';

const file = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../public/schema', name), 'utf8')) as object;
const ajv = new Ajv2020({ strict: true, allErrors: true });
(addFormatsModule as unknown as FormatsPlugin)(ajv);
const valid = {
  export: ajv.compile(file('export-1.json')),
  dsa: ajv.compile(file('dsa-notice-1.json')),
};
const ADA = { name: 'Ada Example', mail: 'ada@example.org' };

describe('published schemas', () => {
  test.each(Object.entries(PUBLISHED))(
    '%s is what the code checks with (else: node scripts/write-schemas.ts)',
    (name, made) => {
      expect(file(name)).toEqual(JSON.parse(JSON.stringify(made())));
    },
  );

  test('every export is valid, for others and for ourselves', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (records, includePrivate) => {
          const { text } = exportReports(
            records.map((one) => ({ record: one, note: 'n', timeline: [{ at: 1, text: 't' }] })),
            { format: 'json', includePrivate },
            NOW,
          );
          const data: unknown = JSON.parse(text);
          expect(valid.export(data), JSON.stringify(valid.export.errors)).toBe(true);
          expect(exportFileSchema.parse(data)).toEqual(data);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('what one refuses the other refuses', () => {
    const { text } = exportReports([{ record: makeRecord() }], { format: 'json', includePrivate: true }, NOW);
    const spoil = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.integer(),
      fc.string(),
      fc.constant([]),
      fc.constant({}),
      fc.constantFrom('confirmed', 'HS-00000000', 'https://huggingface.co/x'),
    );
    type Path = (string | number)[];
    const paths = (value: unknown, at: Path = []): Path[] => [
      at,
      ...(typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner, [...at, key]))
        : []),
    ];
    const every = paths(JSON.parse(text)).slice(1);
    fc.assert(
      fc.property(fc.constantFrom(...every), spoil, (path, value) => {
        const data = JSON.parse(text) as never;
        const last = path.at(-1)!;
        const within = path
          .slice(0, -1)
          .reduce<Record<string, unknown>>((part, key) => part[key] as never, data);
        if (value === undefined) delete within[last];
        else within[last] = value;
        const ours = exportFileSchema.safeParse(data).success;
        // A missing element of a list is a hole for one and nothing for the other.
        expect(
          valid.export(JSON.parse(JSON.stringify(data))),
          `${path.join('.')} = ${JSON.stringify(value)}`,
        ).toBe(
          value === undefined && Array.isArray(within)
            ? valid.export(JSON.parse(JSON.stringify(data)))
            : ours,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('DSA notices', () => {
  const make = (records: Parameters<typeof makeRecord>[0][], change: object = {}) =>
    JSON.parse(
      exportReports(
        records.map((one) => ({ record: makeRecord(one) })),
        { format: 'dsa', includePrivate: true, goodFaith: true, notifier: ADA, ...change },
        NOW,
      ).text,
    ) as DsaFile;

  test('are valid, whatever they are made of', () => {
    fc.assert(
      fc.property(record, fc.boolean(), (one, includePrivate) => {
        const { text } = exportReports(
          [{ record: one }],
          { format: 'dsa', includePrivate, goodFaith: true, notifier: ADA },
          NOW,
        );
        const data: unknown = JSON.parse(text);
        expect(valid.dsa(data), JSON.stringify(valid.dsa.errors)).toBe(true);
        expect(dsaFileSchema.parse(data)).toEqual(data);
      }),
      { numRuns: 100 },
    );
  });

  test('hold the four parts of Article 16(2)', () => {
    const [notice] = make([{ report: { topicId: 'hate-or-discrimination', remedy: 'nfaa' } }]).notices;
    expect(notice).toMatchObject({
      reasons: { explanation: 'The card advertises a casino.', rules: [{ id: 'CP2023.R10' }] },
      location: { repository: { type: 'model', id: 'owner/name' } },
      notifier: ADA,
      goodFaith: { statement: GOOD_FAITH, confirmedAt: new Date(NOW).toISOString() },
      classification: {
        category: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
        possibleKeywords: ['KEYWORD_HATE_SPEECH', 'KEYWORD_DISCRIMINATION'],
        requested: 'DECISION_VISIBILITY_CONTENT_LABELLED',
      },
    });
    expect(notice!.location.urls[0]).toMatch(/^https:\/\/huggingface\.co\/owner\/name\/tree\/[0-9a-f]{40}$/);
  });

  test('name nobody for the sexual abuse of children, whatever was given', () => {
    for (const report of [
      { topicId: 'minors-sexual' },
      { topicId: ' Minors' },
      { citations: [{ ...makeRecord().report.citations[0]!, ruleId: 'CP2023.R6' }] },
    ]) {
      const made = make([{ report: { route: 'private-mail', ...report } }]);
      expect(JSON.stringify(made)).not.toMatch(/Ada|example\.org/);
      expect(made.notices[0]).toMatchObject({ notifier: null, notifierLeftOut: 'child-sexual-abuse' });
    }
    // Not asked for, so a slip in it stops nothing either.
    make([{ report: { topicId: 'minors-sexual', route: 'private-mail' } }], {
      notifier: { name: 'x', mail: '' },
    });
  });

  test('name nobody who gave no name', () => {
    for (const notifier of [undefined, { name: ' ', mail: '' }])
      expect(make([{}], { notifier }).notices[0]).toMatchObject({
        notifier: null,
        notifierLeftOut: 'not-given',
      });
  });

  test.each([
    [{ goodFaith: false }, /good faith/],
    [{ goodFaith: undefined }, /good faith/],
    [{ notifier: { name: 'Ada', mail: '' } }, /both a name and a mail address/],
    [{ notifier: { name: 'Ada', mail: 'ada at example' } }, /no mail address/],
    [{ notifier: { name: 'Ada', mail: 'a@b.c\r\nBcc: x@y.z' } }, /no mail address/],
  ])('%j is refused with a sentence', (change, sentence) => {
    expect(() => make([{}], change)).toThrow(sentence);
  });

  test('every topic has its category, and every keyword belongs to it', () => {
    expect(Object.keys(DSA_OF_TOPIC).sort()).toEqual(TOPICS.map(({ id }) => id).sort());
    for (const [topic, { category, keywords }] of Object.entries(DSA_OF_TOPIC))
      for (const keyword of keywords)
        expect([...(KEYWORDS[category] ?? []), 'OTHER'], `${topic}: ${keyword}`).toContain(keyword);
  });
});

/** Those that we use, by category: DSA Transparency Database, API version 2, as of 2026-10. */
const KEYWORDS: Record<string, string[]> = {
  CYBER_VIOLENCE: [
    'CYBER_BULLYING_INTIMIDATION',
    'CYBER_HARASSMENT',
    'NON_CONSENSUAL_IMAGE_SHARING',
    'NON_CONSENSUAL_MATERIAL_DEEPFAKE',
  ],
  DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: [
    'BIOMETRIC_DATA_BREACH',
    'MISSING_PROCESSING_GROUND',
    'RIGHT_TO_BE_FORGOTTEN',
  ],
  ILLEGAL_OR_HARMFUL_SPEECH: ['DEFAMATION', 'DISCRIMINATION', 'HATE_SPEECH'],
  INTELLECTUAL_PROPERTY_INFRINGEMENTS: [
    'COPYRIGHT_INFRINGEMENT',
    'PATENT_INFRINGEMENT',
    'TRADE_SECRET_INFRINGEMENT',
    'TRADEMARK_INFRINGEMENT',
  ],
  NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS: ['MISINFORMATION_DISINFORMATION'],
  OTHER_VIOLATION_TC: ['ADULT_SEXUAL_MATERIAL', 'NUDITY'],
  PROTECTION_OF_MINORS: ['CHILD_SEXUAL_ABUSE_MATERIAL', 'CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE'],
  SCAMS_AND_FRAUD: ['INAUTHENTIC_ACCOUNTS', 'PHISHING', 'PYRAMID_SCHEMES'],
  SELF_HARM: ['SELF_MUTILATION', 'SUICIDE'],
  UNSAFE_AND_PROHIBITED_PRODUCTS: ['PROHIBITED_PRODUCTS'],
  VIOLENCE: ['COORDINATED_HARM', 'INCITEMENT_VIOLENCE_HATRED'],
};

describe('XARF', () => {
  const make = (topicId: string, change: object = {}) => {
    const one = makeRecord({
      report: { topicId, target: { ...makeRecord().report.target, evidenceHash: 'c'.repeat(64) } },
    });
    const { text } = exportReports(
      [{ record: one }],
      { format: 'xarf', includePrivate: true, notifier: ADA, ...change },
      NOW,
    );
    return JSON.parse(text) as Record<string, unknown> & {
      evidence: { payload: string; content_type: string; hash: string; size: number; description: string }[];
      tags: string[];
    };
  };

  test.each(Object.entries(XARF_OF_TOPIC))(
    '%s has all that its schema requires',
    (topicId, { category, type }) => {
      const made = make(topicId);
      expect(made).toMatchObject({
        xarf_version: '4.0.0',
        report_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        reporter: { org: 'Ada Example', contact: 'ada@example.org', domain: 'example.org' },
        sender: { org: 'Ada Example', contact: 'ada@example.org', domain: 'example.org' },
        source_identifier: 'huggingface.co',
        category,
        type,
      });
      for (const field of REQUIRED[`${category}-${type}`]!) expect(made).toHaveProperty(field);
      for (const tag of made.tags) expect(tag).toMatch(/^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+\-.]*$/);
    },
  );

  test('evidence is addresses and hashes, and proves itself', async () => {
    const { evidence } = make('malware');
    expect(evidence.map(({ content_type }) => content_type)).toEqual(['text/uri-list', 'text/plain']);
    for (const { payload, hash, size } of evidence) {
      const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
      expect(bytes.length).toBe(size);
      const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
      expect(hash).toBe(`sha256:${digest}`);
      for (const line of new TextDecoder().decode(bytes).trim().split('\r\n'))
        expect(line).toMatch(/^https:\/\/huggingface\.co\/|^sha256:c{64}$/);
    }
  });

  test('is refused with a way on where no type fits', () => {
    for (const { id } of TOPICS) {
      if (id in XARF_OF_TOPIC) continue;
      expect(() => make(id)).toThrow(/JSON/);
      expect(whyNoXarf(id)).toMatch(/\.$/);
    }
    expect(() => make('ncii')).toThrow(/no type for intimate images/);
    expect(() => make('minors-sexual')).toThrow(/nobody should look at it again/);
  });

  test('needs somebody to answer for it, and one report', () => {
    expect(() => make('malware', { notifier: undefined })).toThrow(/requires a name and a mail address/);
    const two = [makeRecord(), makeRecord()].map((one) => ({ record: one }));
    expect(() => exportReports(two, { format: 'xarf', includePrivate: false, notifier: ADA }, NOW)).toThrow(
      /one report a file/,
    );
  });
});

/** Beside the core's: xarf-spec, schemas/v4/types, read 2026-11. */
const REQUIRED: Record<string, string[]> = {
  'content-malware': ['url'],
  'content-fraud': ['url', 'fraud_type'],
  'content-exposed_data': ['url', 'data_types', 'exposure_method'],
  'copyright-ugc_platform': ['infringing_url', 'platform_name'],
};
