import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../../lib/platform/db.ts';
import { createArchive } from '../../../lib/policy/archive.ts';
import { versionsOf } from '../../../lib/policy/shelf.ts';
import { exportVersions, readTransfer } from '../../../lib/policy/transfer.ts';
import { MAX_TRANSFER_CHARS, type VersionWithText } from '../../../lib/policy/version-types.ts';
import { pack2023, shortPage, versionOf } from './kept-texts.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

const first = versionOf(shortPage('September 15, 2022', 'Be kind.'), {
  firstSeen: NOW - 9 * DAY,
  since: NOW - 9 * DAY,
  lastSeen: NOW - 5 * DAY,
});
const second = versionOf(shortPage('September 15, 2022', 'Be kind.', 'Be brief.'), {
  firstSeen: NOW - 4 * DAY,
  since: NOW - 4 * DAY,
  lastSeen: NOW - DAY,
  change: 'silent',
  previous: first.hash,
});
const packs = versionsOf('content-policy', [], [pack2023]);
const file = (versions: VersionWithText[] = [...packs, first, second]) => exportVersions(versions, NOW);
/** An entry as it stands in a file; spoilt entries need not be what they say. */
type Entry = VersionWithText;
type File = { version: number; versions: Entry[] };

const edited = (edit: (entry: Entry, all: File) => void, index = 1) => {
  const json = JSON.parse(file()) as File;
  edit(json.versions[index]!, json);
  return JSON.stringify(json);
};

describe('a file of versions', () => {
  it('brings a fresh installation what another one had', () => {
    const { put, added, known, problems } = readTransfer(file(), packs, NOW);
    expect(problems).toEqual([]);
    expect(known).toBe(1);
    expect(added.map(({ hash }) => hash)).toEqual([first.hash, second.hash]);
    expect(put).toEqual([
      { ...first, origin: 'imported' },
      { ...second, origin: 'imported' },
    ]);
  });

  it('changes nothing where all of it is known', () => {
    expect(readTransfer(file(), [...packs, first, second], NOW)).toEqual({
      put: [],
      added: [],
      known: 3,
      problems: [],
    });
  });

  it('adds sightings, never takes any away', () => {
    const younger = { ...first, firstSeen: NOW - 2 * DAY, since: NOW - 2 * DAY, lastSeen: NOW };
    const { put } = readTransfer(file([first]), [younger], NOW);
    expect(put).toEqual([{ ...younger, firstSeen: first.firstSeen }]);
  });

  it('what we read first after a reinstall gets the text that it took the place of', () => {
    const read = {
      ...second,
      since: NOW - DAY,
      firstSeen: NOW - DAY,
      change: 'first' as const,
      previous: null,
    };
    const { put, added } = readTransfer(file([first]), [read], NOW);
    expect(added.map(({ hash }) => hash)).toEqual([first.hash]);
    expect(put.find(({ hash }) => hash === read.hash)).toMatchObject({
      change: 'silent',
      previous: first.hash,
      origin: 'read',
    });
  });

  it('a class is worked out, not believed', () => {
    const { added } = readTransfer(
      edited((entry) => {
        entry.change = 'technical';
      }, 2),
      packs,
      NOW,
    );
    expect(added[1]).toMatchObject({ change: 'silent', previous: first.hash });
    const alone = readTransfer(file([second]), packs, NOW);
    expect(alone.added[0]).toMatchObject({ change: 'first', previous: null });
  });

  it('times that are still to come count as not recorded', () => {
    const { added } = readTransfer(
      edited((entry) => {
        entry.lastSeen = NOW + DAY;
        entry.since = NOW + 1;
      }),
      packs,
      NOW,
    );
    expect(added.find(({ hash }) => hash === first.hash)).toMatchObject({
      lastSeen: null,
      since: null,
      firstSeen: first.firstSeen,
    });
  });

  it.each<[string, (entry: Entry) => void, RegExp]>([
    [
      'a changed word',
      (e) => {
        e.document.sections[0]!.clauses[1]!.text += ' not';
      },
      /does not fit its hash/,
    ],
    [
      'a changed heading',
      (e) => {
        e.document.sections[0]!.heading += '!';
      },
      /text does not fit its hash/,
    ],
    [
      'a word and its hash changed',
      (e) => {
        e.hash = e.document.hash = 'f'.repeat(64);
      },
      /text does not fit its hash/,
    ],
    [
      'another date',
      (e) => {
        e.printedDate = '2026-01-01';
      },
      /printed date/,
    ],
    [
      'another site',
      (e) => {
        e.url = 'https://evil.example/terms-of-service';
      },
      /address/,
    ],
    [
      'another document',
      (e) => {
        e.kind = 'privacy-policy';
      },
      /address/,
    ],
    [
      'a script for an address',
      (e) => {
        e.url = 'javascript:alert(1)';
      },
      /address/,
    ],
    [
      'no text',
      (e) => {
        e.document.sections = [];
      },
      /no text/,
    ],
    [
      'no entry',
      (e) => {
        Reflect.deleteProperty(e, 'document');
      },
      /document/,
    ],
    [
      'endless sections',
      (e) => {
        let at: Pick<Entry['document'], 'sections'> = e.document;
        for (let i = 0; i < 400; i++) {
          at.sections = [{ id: `s${i}`, heading: '', level: 1, clauses: [], sections: [] }];
          at = at.sections[0]!;
        }
      },
      /too deep/,
    ],
    [
      'the same name twice',
      (e) => {
        e.document.sections[0]!.clauses[1]!.id = e.document.sections[0]!.clauses[0]!.id;
      },
      /same name/,
    ],
  ])('%s: told, left out, and the rest stands', (_, spoil, said) => {
    const { added, problems } = readTransfer(edited(spoil), packs, NOW);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Entry 2: /);
    expect(problems[0]).toMatch(said);
    expect(added.map(({ hash }) => hash)).toEqual([second.hash]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['another format', '{"format":"x","version":1,"versions":[]}'],
    ['a list', '[]'],
    [
      'a later version of the format',
      edited((_, all) => {
        all.version = 2;
      }),
    ],
    ['far too much', 'x'.repeat(MAX_TRANSFER_CHARS + 1)],
  ])('%s is refused as a whole, with a sentence', (_, text) => {
    const { put, problems } = readTransfer(text, packs, NOW);
    expect(put).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^The file .*\.$/);
  });

  it('property: whatever was kept comes back as it was', async () => {
    const paragraph = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => `So ${text} it is.`);
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(paragraph, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (texts) => {
          const at = (name: string) =>
            createArchive({
              db: createDatabase(`${name}-${n}`),
              packs: async () => [pack2023],
              now: () => NOW,
            });
          n++;
          const one = at('one');
          const other = at('other');
          let when = NOW - 100 * DAY;
          const made = texts.map((text) =>
            versionOf(shortPage('May 1, 2026', ...text), { firstSeen: when, since: when++, lastSeen: when }),
          );
          const whole = readTransfer(file(made), [], NOW).put;
          await one.keep(whole);
          const exported = exportVersions(await one.all(), NOW);
          const { put, problems } = readTransfer(exported, await other.all(), NOW);
          expect(problems).toEqual([]);
          await other.keep(put);
          expect(await other.all()).toEqual(await one.all());
          expect(exportVersions(await other.all(), NOW)).toBe(exported);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('property: no file throws, and nothing unproven comes in', () => {
    const good = file();
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 3 }), fc.nat(20), (at, put, cut) => {
        const { added } = readTransfer(good.slice(0, at) + put + good.slice(at + cut), packs, NOW);
        for (const { hash } of added) expect([first.hash, second.hash]).toContain(hash);
      }),
      { numRuns: 300 },
    );
  });
});
