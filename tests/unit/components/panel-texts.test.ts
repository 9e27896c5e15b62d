import { beforeEach, describe, expect, test } from 'vitest';
import { citableTexts, citedText } from '../../../components/panel/cited.ts';
import { reportOf } from '../../../components/panel/derived.ts';
import { type PanelState, usePanel } from '../../../components/panel/store.ts';
import type { PanelRule, PanelVersion, PolicyForPanel } from '../../../lib/platform/answers.ts';
import { TOPICS } from '../../../lib/policy/topics.ts';

const topic = { ...TOPICS.find(({ id }) => id === 'spam')!, ruleIds: { a: ['A.1'], b: ['B.1'] } };

const version = (hash: string, standing: PanelVersion['standing'], complete = true): PanelVersion => ({
  hash,
  printedDate: '2023-08-30',
  complete,
  firstSeen: null,
  standing,
  seen: true,
  effect: '',
});

const rule = (id: string, text: string, of: string): PanelRule => ({
  id,
  text,
  hash: `hash of ${text}`,
  version: of,
  inLiveText: null,
  citation: {
    ruleId: id,
    quote: text,
    hash: '',
    prefix: '',
    suffix: '',
    version: { printedDate: '2023-08-30', hash: of },
    url: '',
  },
});

const policy = (versions: PanelVersion[], rules: PanelRule[], worded: PanelRule[] = []): PolicyForPanel => ({
  printedDate: null,
  url: '',
  basis: '',
  versions,
  rules: Object.fromEntries(rules.map((one) => [one.id, one])),
  worded,
});

const offered = (told: PolicyForPanel) => citableTexts(told, topic).map(({ version: { hash } }) => hash);

describe('which texts a report may cite', () => {
  test('the one in force first, and one that is to come where its words are others', () => {
    const versions = [version('new', 'upcoming'), version('old', 'in-force')];
    const spam = rule('A.1', 'Spam;', 'old');
    expect(offered(policy(versions, [spam], [rule('A.1', 'Spam and bulk;', 'new')]))).toEqual(['old', 'new']);
    expect(offered(policy(versions, [spam], [rule('A.1', 'Spam;', 'new')]))).toEqual(['old']);
    expect(offered(policy(versions, [spam]))).toEqual(['old']);
  });

  test('one that another took the place of only when no newer one has a rule', () => {
    const versions = [version('a', 'past'), version('b', 'past'), version('live', 'in-force')];
    const both = [rule('A.1', 'Spam;', 'a'), rule('B.1', 'Bulk;', 'b')];
    expect(offered(policy(versions, both))).toEqual(['b']);
    expect(offered(policy(versions, both, [rule('A.1', 'Spam;', 'live')]))).toEqual(['live']);
  });

  test('lines of a newer text, as long as nobody has seen which one the Hub shows', () => {
    const whole = { ...version('whole', 'in-force'), seen: false };
    const lines = { ...version('lines', 'past', false), seen: false, printedDate: '2025-04-10' };
    const both = [rule('A.1', 'Spam;', 'whole'), rule('B.1', 'Bulk;', 'lines')];
    expect(offered(policy([whole, lines], both))).toEqual(['whole', 'lines']);
    expect(offered(policy([{ ...whole, seen: true }, lines], both))).toEqual(['whole']);
  });

  test('none where no text has a rule', () => {
    expect(offered(policy([version('a', 'in-force')], []))).toEqual([]);
  });
});

describe('what a report cites', () => {
  const told = policy(
    [version('old', 'in-force'), version('new', 'upcoming')],
    [rule('CP2023.R10', 'Spam;', 'old')],
    [rule('CP2023.R10', 'Spam and bulk;', 'new')],
  );
  const state = (citedText: string | null): PanelState => ({
    ...usePanel.getState(),
    policy: told,
    citedText,
    account: { name: null, canReport: null, remembered: false },
    target: { repo: { type: 'model', id: 'a/b' }, url: 'https://huggingface.co/a/b', sha: null, seenAt: 0 },
    draft: { key: 'model:a/b', topicId: 'spam', text: '', texts: {}, savedAt: 0 },
  });
  const cited = (hash: string | null) =>
    reportOf(state(hash))?.citations.map(({ quote, version: { hash: of } }) => [quote, of]);

  test('the text in force, unless another was chosen', () => {
    expect(cited(null)).toEqual([['Spam;', 'old']]);
    expect(cited('new')).toEqual([['Spam and bulk;', 'new']]);
    // Chosen for another topic, or in a draft of last month.
    expect(cited('gone')).toEqual([['Spam;', 'old']]);
    expect(citedText({ ...state('new'), policy: null }, topic)).toBeNull();
  });
});

describe('the choice', () => {
  beforeEach(() => usePanel.setState({ citedText: null, draft: null }));

  test('is kept with the draft', () => {
    usePanel.setState({ draft: { key: 'model:a/b', text: '', texts: {}, savedAt: 0 } });
    usePanel.getState().citeText('new');
    expect(usePanel.getState()).toMatchObject({ citedText: 'new', draft: { citedText: 'new' } });
  });
});
