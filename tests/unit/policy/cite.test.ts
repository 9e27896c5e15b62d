import { describe, expect, test } from 'vitest';
import { cite, quoteUrl, reanchor } from '../../../lib/policy/cite.ts';
import { buildDocument, documentParts, type Piece, walkClauses } from '../../../lib/policy/document.ts';
import { liveRules } from '../../../lib/policy/packs.ts';
import { made } from './compare-texts.ts';
import { pack2023 as pack, pack2025, shippedPacks } from './shipped.ts';

const rule = (id: string) => pack.rules.find((one) => one.id === id)!;
const deepFrozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
};
const citationOf = (id: string) => deepFrozen(cite(rule(id), pack));

/** The text of 2023 with some clauses changed. */
function edited(change: (text: string) => string[]) {
  return buildDocument(
    documentParts(pack.document).flatMap(({ text, clauseId }): Piece[] =>
      clauseId === null
        ? [{ kind: 'heading', level: 2, text }]
        : change(text).map((one) => ({ kind: 'clause', text: one })),
    ),
  );
}

describe('reanchor', () => {
  test('finds every rule of a pack at its place in its own text', () => {
    for (const one of shippedPacks) {
      for (const each of one.rules) {
        const anchor = reanchor(cite(each, one), one.document);
        expect(anchor).toMatchObject({ state: 'same', clauseId: each.clauseId });
        expect(anchor).not.toHaveProperty('quote');
      }
    }
  });

  test('a changed neighbour does not move it; other neighbours do', () => {
    const text = edited((clause) => (clause === rule('CP2023.R10').text ? ['Spam of any kind;'] : [clause]));
    expect(reanchor(citationOf('CP2023.R11'), text).state).toBe('same');
    const moved = reanchor(
      citationOf('CP2023.R11'),
      edited((clause) =>
        clause === 'Cryptomining practices;'
          ? []
          : clause.startsWith('We are always open')
            ? [clause, 'Cryptomining practices;']
            : [clause],
      ),
    );
    expect(moved).toMatchObject({ state: 'moved', clauseId: expect.stringMatching(/^contact-us/) });
    const elsewhere = reanchor(
      citationOf('CP2023.R11'),
      made('# A', 'Before.', 'Cryptomining practices;', 'After.'),
    );
    expect(elsewhere).toMatchObject({ state: 'moved', clauseId: 'intro/cryptomining-practices' });
  });

  test('says how a reworded clause reads now', () => {
    const now =
      'Proxies or tunnels that are designed to bypass restrictions imposed by the service provider;';
    const text = edited((clause) => (clause === rule('CP2023.R17').text ? [now] : [clause]));
    const anchor = reanchor(citationOf('CP2023.R17'), text);
    expect(anchor).toMatchObject({ state: 'reworded', quote: now });
    expect([...walkClauses(text)].map(({ clause }) => clause.id)).toContain(anchor.clauseId);
    expect(reanchor(citationOf('CP2023.R11'), pack2025.document, false)).toMatchObject({
      state: 'reworded',
      quote: 'Cryptomining practices.',
      sentence: 'The current text has the same words, with other punctuation or capital letters.',
    });
  });

  test('says when it is not there, and not more than that of a text known in part', () => {
    const without = edited((clause) => (clause === rule('CP2023.R2').text ? [] : [clause]));
    expect(reanchor(citationOf('CP2023.R2'), without)).toEqual({
      state: 'gone',
      sentence: 'Not in the current text.',
    });
    expect(reanchor(citationOf('CP2023.R2'), pack2025.document, false).sentence).toMatch(
      /^Not among the verified/,
    );
    expect(reanchor(citationOf('CP2023.R2'), made()).state).toBe('gone');
    expect(reanchor({ quote: '', prefix: '', suffix: '' }, pack.document).state).toBe('gone');
  });

  test('does not find a rule inside of a longer phrase', () => {
    const text = made('# A', 'Content that harms others; or animals;');
    const longer = made('# A', 'All the content that harms others in a game of chess, and then some more;');
    expect(reanchor(citationOf('CP2023.R2'), longer).state).toBe('gone');
    expect(reanchor(citationOf('CP2023.R2'), text).state).toBe('moved');
  });

  test('agrees with liveRules on what is there', () => {
    const text = edited((clause) =>
      clause.length % 3 === 0 ? [`${clause.split(' ').reverse().join(' ')} otherwise`] : [clause],
    );
    for (const { rule: one, state } of liveRules(text, pack)) {
      const anchor = reanchor(cite(one, pack), text);
      if (state === 'same') expect(anchor.state).toMatch(/^(same|moved)$/);
      if (state === 'gone') expect(anchor.state).toMatch(/^(gone|reworded)$/);
    }
  });
});

describe('quoteUrl', () => {
  const fragment = (quote: string, url = pack.version.url) => {
    const link = quoteUrl({ ...cite(rule('CP2023.R1'), pack), quote, url });
    expect(new URL(link).href).toBe(link);
    return link.split('#:~:text=')[1]!;
  };

  test.each([
    ['Cryptomining practices;', 'Cryptomining practices'],
    ['weapons, self-harm & "more" (and so on)', 'weapons, self-harm & "more" (and so on)'],
    ['100 % of it, #1, ?x=y/z', '100 % of it, #1, ?x=y/z'],
    ['Inhalte für „alle“ 🤗 données', 'Inhalte für „alle“ 🤗 données'],
  ])('%s', (quote, words) => {
    const text = fragment(quote);
    expect(text).not.toMatch(/[-,&()"'\s#?/]/);
    expect(decodeURIComponent(text)).toBe(words);
  });

  test('a long quote is named by its first and last words, each of which it has', () => {
    for (const one of shippedPacks.flatMap(({ rules }) => rules)) {
      const text = fragment(one.text);
      const ends = text.split(',').map(decodeURIComponent);
      expect(ends.length).toBe(one.text.length > 200 ? 2 : 1);
      expect(one.text.startsWith(ends[0]!)).toBe(true);
      if (ends[1]) expect(one.text.replace(/[\s;,.:]+$/, '').endsWith(ends[1])).toBe(true);
    }
  });

  test('an address that has a fragment gets one only', () => {
    expect(quoteUrl({ ...cite(rule('CP2023.R11'), pack), url: `${pack.version.url}#top` })).toBe(
      `${pack.version.url}#:~:text=Cryptomining%20practices`,
    );
  });
});
