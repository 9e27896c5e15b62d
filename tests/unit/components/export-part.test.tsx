import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  all,
  choose,
  close,
  dispatch,
  find,
  focusedElement,
  press,
  quietWhen,
  show,
  text,
} from './rules-dom.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../../components/policy/save-file.ts', () => ({ saveFile: vi.fn() }));

const { ask } = await import('../../../lib/platform/ask.ts');
const { saveFile } = await import('../../../components/policy/save-file.ts');
const { ExportPart } = await import('../../../components/reports/ExportPart.tsx');
const { countLines, doneWords, fileWords, foundWords } = await import(
  '../../../components/reports/export-words.ts'
);
const { readFile } = await import('../../../components/reports/read-file.ts');
const { makeRecord } = await import('../report/portable-arb.ts');

const FILE = {
  name: 'hub-steward.md',
  type: 'text/markdown',
  text: '# Reports',
  bom: false,
  count: 2,
  redacted: 1,
};
const FOUND = {
  added: 2,
  updated: 0,
  known: 1,
  underWay: 1,
  refused: 1,
  problems: ['Report 4: it is no report.'],
  sample: [{ topic: 'Spam', place: 'owner/name', state: 'seen on the Hub' }],
  unsent: 1,
};
const records = [makeRecord(), makeRecord({ report: { topicId: 'malware', topicName: 'Malware' } })];
const asked: [string, Record<string, unknown>][] = [];
let answers: Record<string, unknown>;
let waiting = 0;
const imported = vi.fn();

beforeEach(async () => {
  asked.length = 0;
  imported.mockClear();
  vi.mocked(saveFile).mockClear();
  answers = {
    'reports.export': FILE,
    'reports.import': FOUND,
    'reports.import-undo': { removed: 2, restored: 0 },
  };
  quietWhen(() => waiting === 0);
  vi.mocked(ask).mockImplementation(async (name, data) => {
    waiting++;
    asked.push([name, data as never]);
    await Promise.resolve();
    waiting--;
    if (answers[name] instanceof Error) throw answers[name];
    return answers[name] as never;
  });
  await show(<ExportPart records={records} selected={[records[1]!.id]} onImported={imported} />);
});
afterEach(close);

const pick = (value: string) => dispatch(all(`input[value=${value}]`)[0]!, 'click');
/** Not the page itself, but what a person does there. */
async function paste(words: string): Promise<void> {
  const box = all('textarea')[0]!;
  let from = Object.getPrototypeOf(box);
  while (!Object.getOwnPropertyDescriptor(from, 'value')?.set) from = Object.getPrototypeOf(from);
  Object.getOwnPropertyDescriptor(from, 'value')!.set!.call(box, words);
  await dispatch(box, 'input');
}

test('at first: all of them, to read, without what is private', async () => {
  await press('Save the file');
  expect(asked).toEqual([['reports.export', { format: 'markdown', includePrivate: false }]]);
  expect(saveFile).toHaveBeenCalledWith(FILE.name, FILE.type, FILE.text);
  expect(text('[role=status]')).toContain('2 reports, 1 of them with private parts left out.');
});

test('one, or those that the list shows', async () => {
  await choose('Which reports', records[1]!.id);
  await press('Save the file');
  await choose('Which reports', 'shown');
  await press('Save the file');
  expect(asked.map(([, { ids }]) => ids)).toEqual([[records[1]!.id], [records[1]!.id]]);
});

test('a table gets its byte order mark in the file', async () => {
  answers['reports.export'] = { ...FILE, bom: true };
  await pick('csv');
  await press('Save the file');
  expect(vi.mocked(saveFile).mock.calls[0]![2]).toBe('\ufeff# Reports');
});

test('what is in it is shown, until another choice is made', async () => {
  await press('Show what is in it');
  expect(text('.export-preview')).toBe('# Reports');
  await pick('included');
  expect(all('.export-preview')).toEqual([]);
  await press('Show what is in it');
  expect(asked.at(-1)![1]).toMatchObject({ includePrivate: true });
});

test('a notice asks for good faith, not ticked by itself, and for a name only if given', async () => {
  await pick('dsa');
  const box = all('input[type=checkbox]')[0] as HTMLInputElement;
  expect(box.checked).toBe(false);
  await press('Save the file');
  expect(asked[0]![1]).toEqual({
    format: 'dsa',
    includePrivate: false,
    notifier: { name: '', mail: '' },
    goodFaith: false,
  });
});

test('XARF takes one report', async () => {
  await pick('xarf');
  await press('Save the file');
  expect(asked[0]![1]).toMatchObject({ format: 'xarf', ids: [records[0]!.id] });
  expect(text('select')).not.toContain('All 2');
});

test('a refusal is said in the worker’s sentence', async () => {
  answers['reports.export'] = new Error('XARF has no type that fits this topic.');
  await press('Save the file');
  expect(text('[role=alert]')).toContain('XARF has no type');
  expect(saveFile).not.toHaveBeenCalled();
});

test('pasted: seen first, then taken in, then undone', async () => {
  await paste('{"schema":"hub-steward.export/1"}');
  await press('Look what is in it');
  expect(asked[0]).toMatchObject(['reports.import', { dry: true }]);
  expect(text('.ui-notice-title')).toBe('The pasted text would bring 2 reports');
  expect(text('.ui-notice li')).toContain('Here already: 1, 1 of them still under way and never touched');
  expect(text('.ui-notice')).toContain('Report 4: it is no report.');
  expect(focusedElement()?.textContent).toContain('would bring');
  expect(imported).not.toHaveBeenCalled();

  await press('Take them in');
  const [look, bring] = asked.map(([, data]) => data);
  expect(bring).toEqual({ ...look, dry: false });
  expect(text('.ui-notice')).toContain('2 reports taken in. Nothing was sent.');
  expect(imported).toHaveBeenCalledTimes(1);

  await press('Undo');
  expect(asked.at(-1)![0]).toBe('reports.import-undo');
  expect(text('.ui-notice')).toContain('2 removed again');
  expect(imported).toHaveBeenCalledTimes(2);
});

test('an import that fails can be tried again: it is the same press', async () => {
  await paste('x');
  await press('Look what is in it');
  answers['reports.import'] = new Error('Hub Steward did not answer. Try again in a moment.');
  await press('Take them in');
  expect(text('[role=alert]')).toContain('did not answer');
  answers['reports.import'] = FOUND;
  await press('Take them in');
  const [, first, second] = asked.map(([, { press: id }]) => id);
  expect(second).toBe(first);
  expect(imported).toHaveBeenCalledTimes(1);
});

test('what is no export is said, with a way on to the field', async () => {
  answers['reports.import'] = new Error('This is not JSON (line 1, column 1).');
  await paste('x');
  await press('Look what is in it');
  expect(text('[role=alert]')).toContain('line 1, column 1');
  await press('Choose another file');
  expect(focusedElement()?.getAttribute('type')).toBe('file');
});

test('a file, chosen', async () => {
  const field = all('input[type=file]')[0]!;
  const file = new File(['{"a":1}'], 'mine.json');
  Object.defineProperty(field, 'files', { value: [file], configurable: true });
  Object.defineProperty(field, 'value', { value: '', writable: true, configurable: true });
  // Its bytes come in their own time.
  quietWhen(() => waiting === 0 && asked.length > 0 && all('progress').length === 0);
  await dispatch(field, 'change');
  expect(asked[0]).toMatchObject(['reports.import', { text: '{"a":1}', dry: true }]);
  expect(text('.ui-notice-title')).toBe('mine.json would bring 2 reports');
});

test('without reports there is only the way in', async () => {
  await show(<ExportPart records={[]} />);
  expect(all('select')).toEqual([]);
  expect(find('h3', 'Bring reports back')).toBeTruthy();
});

test('a file is read with its progress, one that is too large is not', async () => {
  const parts: number[] = [];
  expect(await readFile(new File(['naïve'], 'a'), (part) => parts.push(part))).toBe('naïve');
  expect(parts.at(-1)).toBe(1);
  await expect(readFile({ size: 1e9 } as File, () => {})).rejects.toThrow(/far larger/);
  await expect(
    readFile(
      {
        size: 1,
        stream: () => {
          throw new Error('gone');
        },
      } as never,
      () => {},
    ),
  ).rejects.toThrow(/could not be read/);
});

test('counts are said as they are', () => {
  expect(fileWords({ ...FILE, count: 1, redacted: 0 })).toBe('1 report. Nothing is left out.');
  expect(fileWords({ ...FILE, count: 2, redacted: 2 })).toContain('each with private parts left out');
  const none = { ...FOUND, added: 0, unsent: 0, known: 0, underWay: 0, refused: 0 };
  expect(foundWords(none, 'x')).toBe('x brings nothing new');
  expect(foundWords({ ...none, updated: 1 }, 'x')).toBe('x knows more of 1 report that you have');
  expect(countLines(none)).toEqual([]);
  expect(countLines({ ...none, updated: 3 })[0]).toMatch(/Newer than here: 3/);
  expect(doneWords(none)).toBe('Nothing was changed. Nothing was sent.');
  expect(doneWords({ ...none, added: 1, updated: 2 })).toBe(
    '1 report taken in, 2 reports brought up to date. Nothing was sent.',
  );
});
