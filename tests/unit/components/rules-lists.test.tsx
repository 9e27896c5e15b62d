import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  all,
  choose,
  close,
  dispatch,
  field,
  focusedWords,
  press,
  quietWhen,
  show,
  text,
  type,
} from './rules-dom.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../../lib/nfaa/rules-browser.ts', () => ({ onRules: () => () => {} }));
vi.mock('../../../lib/platform/stored-lock.ts', () => ({ onStoredLock: () => () => {} }));

const { ask } = await import('../../../lib/platform/ask.ts');
const { ListsSection } = await import('../../../components/options/rules/ListsSection.tsx');
const { useRules } = await import('../../../components/options/rules/store.ts');
const { useLock } = await import('../../../components/ui/lock-store.ts');

const LIST = {
  id: 'meadow/labels',
  name: 'Meadow',
  added: 1,
  enabled: true,
  action: 'as-listed',
  entries: 3,
};
const PREVIEW = {
  id: LIST.id,
  name: 'Meadow',
  description: 'For class',
  entries: 1_200,
  skipped: 2,
  problems: [{ line: 7, why: 'It is not JSON.' }],
  changed: Date.UTC(2026, 9, 1),
  sample: [{ kind: 'repo', value: 'dataset:o/n', label: 'rude', action: 'hide', reason: 'Words', by: 'ada' }],
  subscribed: false,
};
const sent: [string, unknown][] = [];
let lists: object[] = [];
let answers: Record<string, unknown> = {};

beforeEach(async () => {
  sent.length = 0;
  lists = [];
  answers = {};
  vi.mocked(ask).mockImplementation(async (name, data) => {
    if (name === 'rules.get') return { rules: [], lists, forced: [], problems: [] } as never;
    sent.push([name, data]);
    const answer = answers[name];
    if (answer instanceof Error) throw answer;
    return answer as never;
  });
  useLock.setState(useLock.getInitialState(), true);
  useRules.setState(useRules.getInitialState(), true);
});
afterEach(close);
quietWhen(() => useRules.getState().busy === null);

async function open() {
  await useRules.getState().load();
  await show(<ListsSection />);
}

test('nothing yet: what a list is; then one is looked at, and followed', async () => {
  await open();
  expect(text('.rules-empty')).toContain('Anybody can write one');
  answers['lists.preview'] = PREVIEW;
  await type('Dataset', 'https://huggingface.co/datasets/meadow/labels');
  await press('Look at it');
  expect(sent).toEqual([['lists.preview', { text: 'https://huggingface.co/datasets/meadow/labels' }]]);
  const found = text('.rules-preview');
  for (const said of [
    'Meadow',
    'For class',
    '1,200 entries',
    '2 lines could not be read',
    'line 7: It is not JSON.',
  ])
    expect(found).toContain(said);
  expect(text('.rules-sample')).toBe('Hide datasets/o/n: rude, Words (ada)');
  expect(focusedWords()).toBe('Meadow');
  await choose('Its entries', 'mark', '.rules-preview');
  answers['lists.subscribe'] = LIST;
  lists = [LIST];
  await press('Follow this list');
  expect(sent[1]).toEqual(['lists.subscribe', { id: LIST.id, action: 'mark' }]);
  expect(all('.rules-preview')).toEqual([]);
  expect(text('[role=status]')).toContain('You follow Meadow.');
  expect(field('Dataset').value).toBe('');
});

test('what cannot be read is said, and what was pasted stays', async () => {
  await open();
  await press('Look at it');
  expect(text('.rules-error')).toContain('Paste the link');
  expect(sent).toEqual([]);
  answers['lists.preview'] = new Error('This dataset has no file labels.jsonl.');
  await type('Dataset', 'o/n');
  await press('Look at it');
  expect(text('[role=alert]')).toContain('This dataset has no file labels.jsonl.');
  expect(field('Dataset').value).toBe('o/n');
});

test('one that is followed already is not offered again', async () => {
  await open();
  answers['lists.preview'] = { ...PREVIEW, subscribed: true };
  await type('Dataset', 'o/n');
  await press('Look at it');
  expect(text('.rules-preview')).toContain('You follow this list already');
  expect(all('button').map((b) => b.textContent)).toEqual(['Look at it']);
});

test('switched, set, refreshed, given up, and back', async () => {
  lists = [{ ...LIST, failed: 'The Hub could not be reached.', checked: 1, next: 2 }];
  await open();
  expect(text('.rule')).toContain('It could not be refreshed');
  expect(text('.rule')).toContain('stays in force');
  answers['lists.change'] = { ...LIST, enabled: false };
  const box = field('In force', '.rule');
  box.checked = false;
  await dispatch(box, 'click');
  await choose('Its entries', 'hide', '.rule');
  answers['lists.refresh'] = { ...LIST, failed: 'The Hub has trouble.' };
  await press('Refresh now');
  expect(text('[role=alert]')).toContain('The Hub has trouble.');
  answers['lists.unsubscribe'] = LIST;
  lists = [];
  await press('Stop following');
  expect(text('[role=status]')).toContain('You no longer follow Meadow.');
  expect(focusedWords()).toBe('Undo');
  await press('Undo');
  expect(sent).toEqual([
    ['lists.change', { id: LIST.id, enabled: false }],
    ['lists.change', { id: LIST.id, action: 'hide' }],
    ['lists.refresh', { id: LIST.id }],
    ['lists.unsubscribe', { id: LIST.id }],
    ['rules.restore', { rules: [], without: [], lists: [LIST] }],
  ]);
});

test('an organisation’s list and a lock leave only the look at it', async () => {
  lists = [{ ...LIST, managed: 'only' }];
  await open();
  expect(text('.rule')).toContain('Your organisation has it followed');
  expect(field('In force', '.rule').disabled).toBe(true);
  expect(all('.rule button').map((b) => b.textContent)).toEqual(['Refresh now: Meadow']);
  await close();
  useLock.setState({ lock: { lockedFields: ['lists'] } as never });
  await open();
  expect(all('form')).toEqual([]);
});
