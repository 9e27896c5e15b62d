import { describe, expect, test } from 'vitest';
import {
  buildDocument,
  documentParts,
  type Piece,
  type PolicyDocument,
} from '../../../lib/policy/document.ts';
import { GROUPS_2025, mapFor, mapOnto, OLD_TO_NEW } from '../../../lib/policy/map.ts';
import { liveRules } from '../../../lib/policy/packs.ts';
import { made } from './compare-texts.ts';
import { pack2023, pack2025 } from './shipped.ts';

const ids = (pack: typeof pack2023) => new Set(pack.rules.map(({ id }) => id));

describe('from the 18 rules to the text of 2025', () => {
  test('names rules that the packs have', () => {
    for (const { before, after } of OLD_TO_NEW) {
      for (const id of before) expect(ids(pack2023)).toContain(id);
      for (const id of after) expect(ids(pack2025)).toContain(id);
    }
  });

  test('leaves out no restricted rule of 2023 and no line of 2025', () => {
    const restricted = pack2023.rules.filter(({ group }) => group === 'restricted').map(({ id }) => id);
    expect(restricted).toHaveLength(20);
    for (const id of restricted) expect(`${id} ${mapFor(id).length}`).toBe(`${id} 1`);
    for (const { id } of pack2025.rules) expect(mapFor(id).length).toBeGreaterThan(0);
  });

  test('is borne out by the texts', () => {
    const states = new Map(liveRules(pack2025.document, pack2023).map(({ rule, state }) => [rule.id, state]));
    for (const { before, after, standing } of OLD_TO_NEW) {
      const stands = before.map((id) => states.get(id));
      if (standing === 'kept')
        expect(stands.every((state) => state === 'same' || state === 'punctuation')).toBe(true);
      else expect(stands.every((state) => state === 'gone')).toBe(true);
      expect([before.length > 0, after.length > 0]).toEqual(
        standing === 'new' ? [false, true] : [true, standing === 'kept' || standing === 'reworded'],
      );
    }
  });

  test('claims nothing of what is not known: 2025 is known in part', () => {
    expect(pack2025.version.complete).toBe(false);
    for (const { standing, note } of OLD_TO_NEW) {
      expect(standing).not.toBe('no longer listed separately');
      expect(note).not.toMatch(/removed|dropped(?!\.$)|gone\b/);
    }
    const heading = GROUPS_2025.filter(({ verified }) => verified).map(({ name }) => name);
    expect(heading).toEqual(
      pack2025.document.sections.map((section) => section.heading).filter((one) => one !== ''),
    );
  });
});

describe('mapOnto', () => {
  const changed = (change: (pieces: Piece[]) => Piece[]): PolicyDocument => {
    const level = new Map(pack2023.document.sections.map((section) => [section.heading, section.level]));
    const pieces = documentParts(pack2023.document).map(
      ({ text, clauseId }): Piece =>
        clauseId === null ? { kind: 'heading', level: level.get(text) ?? 2, text } : { kind: 'clause', text },
    );
    return buildDocument(change(pieces));
  };

  test('keeps all of the same text, in whatever layout', () => {
    const mapped = mapOnto(
      pack2023,
      changed((pieces) => pieces),
      true,
    );
    expect(mapped.rules.every(({ standing }) => standing === 'kept')).toBe(true);
    expect(mapped.fresh).toEqual([]);
  });

  test('tells reworded, unlisted and new', () => {
    const text = changed((pieces) =>
      pieces.flatMap((piece): Piece[] => {
        if (piece.text === 'Content that harms others;') return [];
        if (piece.text === 'Cryptomining practices;')
          return [piece, { kind: 'clause', text: 'Hosting excessive or irrelevant data in repositories;' }];
        if (piece.text.startsWith('Proxies that are primarily'))
          return [
            {
              ...piece,
              text: 'Proxies or tunnels that are designed to bypass restrictions imposed by the service provider;',
            },
          ];
        return [piece];
      }),
    );
    const { rules, fresh } = mapOnto(pack2023, text, true);
    const of = (id: string) => rules.find(({ ruleId }) => ruleId === id)!;
    expect(of('CP2023.R2')).toEqual({ ruleId: 'CP2023.R2', standing: 'no longer listed separately' });
    expect(of('CP2023.R17')).toMatchObject({
      standing: 'reworded',
      clauseId: expect.stringContaining('proxies-or-tunnels'),
    });
    expect(of('CP2023.R11').standing).toBe('kept');
    expect(fresh).toEqual([expect.stringContaining('hosting-excessive-or-irrelevant-data-in')]);
  });

  test('of a text known in part nothing is said to be missing', () => {
    const { rules } = mapOnto(pack2023, pack2025.document, pack2025.version.complete);
    const standings = new Set(rules.map(({ standing }) => standing));
    expect(standings).not.toContain('no longer listed separately');
    expect(rules.find(({ ruleId }) => ruleId === 'CP2023.R11')?.standing).toBe('kept');
    expect(mapOnto(pack2025, made('# A', 'Quite another text.'), true).fresh).toEqual([]);
  });
});
