import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ReportNews } from '../../../components/popup/ReportNews.tsx';
import { FollowPart } from '../../../components/reports/FollowPart.tsx';
import { NoteField, SAVE_AFTER } from '../../../components/reports/NoteField.tsx';
import { ReportDetails } from '../../../components/reports/ReportDetails.tsx';
import { Withdraw } from '../../../components/reports/SayPart.tsx';
import { Stages } from '../../../components/reports/Standing.tsx';
import { useReports } from '../../../components/reports/store.ts';
import { Claim, Tied } from '../../../components/reports/TiePart.tsx';
import { Timeline } from '../../../components/reports/Timeline.tsx';
import { ask } from '../../../lib/platform/ask.ts';
import { type Drawn, draw } from './dom.ts';
import { entry, followOf } from './follow-sample.ts';
import { sample } from './sample.ts';

vi.mock('../../../lib/platform/browser.ts', () => ({ browser: {} }));
vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
const asked = vi.mocked(ask);
const T = Date.UTC(2026, 9, 6, 12);
let drawn: Drawn;

beforeEach(() => {
  asked.mockReset();
  asked.mockRejectedValue(new Error('nobody answers'));
  useReports.setState(useReports.getInitialState(), true);
});
afterEach(async () => {
  await drawn.remove();
  vi.useRealTimers();
});

describe('the timeline', () => {
  test('is an ordered list; what the Hub says and what was observed stand apart', async () => {
    const record = sample('confirmed', {}, { history: [{ state: 'queued', at: T }] });
    const follow = followOf(record.id, {
      entries: [
        entry({
          key: 'tag',
          what: 'nfaa-added',
          at: null,
          observedAt: T + 9e6,
          after: T + 5e6,
          sentence: 'It has the label.',
        }),
        entry({
          key: 'reply',
          at: T + 1e6,
          observedAt: T + 2e6,
          sentence: 's, of Hugging Face’s staff, replied.',
        }),
      ],
    });
    useReports.setState({ newSince: { [record.id]: T + 3e6 } });
    drawn = await draw(<Timeline record={record} follow={follow} />);
    const rows = [...drawn.root.querySelectorAll('ol > li')].map((row) => row.textContent);
    expect(rows[0]).toContain('On this device');
    expect(rows[1]).toMatch(/staff, replied\..*The Hub says .*Observed/);
    expect(rows[1]).not.toContain('New');
    expect(rows[2]).toMatch(/It has the label\. New.*Observed .*not so yet/);
    expect(rows[2]).not.toContain('The Hub says');
  });
});

describe('the state', () => {
  test('says staff only after staff’s own words', async () => {
    drawn = await draw(<Stages record={sample('confirmed')} follow={followOf('x')} />);
    expect(drawn.text()).toContain('Staff of Hugging Face have answered: not seen');
    await drawn.remove();
    drawn = await draw(
      <Stages record={sample('confirmed')} follow={followOf('x', { entries: [entry()] })} />,
    );
    expect(drawn.text()).toContain('Staff of Hugging Face have answered: yes');
  });

  test('looks: now, stopped, ended; a failed one says so', async () => {
    const follow = followOf('x', { lookedAt: T, problem: 'The Hub has trouble.' });
    asked.mockResolvedValue({ ...follow, following: 'stopped' });
    drawn = await draw(<FollowPart follow={follow} name="a/b" />);
    expect(drawn.text()).toMatch(/Last looked at .*The last look did not work.*The Hub has trouble\./);
    await drawn.press('button', 'Look now');
    expect(asked).toHaveBeenCalledWith('follow.look', { id: 'x' });
    await drawn.press('button', 'Stop following');
    expect(asked).toHaveBeenLastCalledWith('follow.set', { id: 'x', following: false });
    await drawn.remove();
    drawn = await draw(<FollowPart follow={followOf('x', { following: 'over' })} name="a/b" />);
    expect(drawn.text()).toContain('not looked at by itself any more');
    expect(drawn.find('button', 'Follow again')).toBeTruthy();
  });
});

test('a note is kept by itself after the last key, and when the part is folded up', async () => {
  vi.useFakeTimers();
  asked.mockResolvedValue(followOf('x'));
  drawn = await draw(<NoteField id="x" note="before" />);
  const field = drawn.find('textarea') as HTMLTextAreaElement;
  const write = (value: string) =>
    act(async () => {
      Object.defineProperty(field, 'value', { value, configurable: true, writable: true });
      const key = Object.keys(field).find((name) => name.startsWith('__reactProps'))!;
      (field as unknown as Record<string, { onChange: (event: object) => void }>)[key]!.onChange({
        target: field,
      });
    });
  await write('Ticket');
  await write('Ticket 4711');
  expect(asked).not.toHaveBeenCalled();
  await act(() => vi.advanceTimersByTimeAsync(SAVE_AFTER));
  expect(asked.mock.calls).toEqual([['follow.note', { id: 'x', note: 'Ticket 4711' }]]);
  expect(drawn.text()).toContain('Kept on this device');
  await write('And more');
  await drawn.remove();
  expect(asked).toHaveBeenLastCalledWith('follow.note', { id: 'x', note: 'And more' });
});

test('withdrawing asks first, and nothing is sent before the answer', async () => {
  const record = sample('confirmed', {}, { discussion: 3 });
  asked.mockResolvedValue(record);
  drawn = await draw(<Withdraw record={record} />);
  await drawn.press('button', 'Withdraw this report');
  expect(drawn.text()).toMatch(/What you wrote stays there/);
  await drawn.press('button', 'Keep it open');
  expect(asked).not.toHaveBeenCalled();
  await drawn.press('button', 'Withdraw this report');
  await drawn.press('button', 'Close the thread');
  expect(asked).toHaveBeenCalledWith('report.withdraw', { id: record.id });
});

describe('the details', () => {
  test('of a report that may hold no words: neither notes nor comments', async () => {
    const record = sample('handed-over', { topicId: 'minors', route: 'private-mail', text: '' });
    drawn = await draw(<ReportDetails record={record} follow={null} />);
    expect(drawn.find('textarea')).toBeUndefined();
    expect(drawn.text()).toContain('A mail cannot be followed from here');
  });

  test('of one on the Hub: a comment, a way back, a clock without a promise', async () => {
    const record = sample('confirmed', {}, { discussion: 3 });
    drawn = await draw(<ReportDetails record={record} follow={followOf(record.id)} />);
    expect(drawn.find('button', 'Post this comment')).toBeTruthy();
    expect(drawn.find('button', 'Withdraw this report')).toBeTruthy();
    expect(drawn.text()).toContain('No text that it cites names a time for an answer');
    expect(drawn.text()).not.toMatch(/72 hours/);
  });

  test('of a joined thread: a comment, but it is not ours to close', async () => {
    const record = sample('confirmed', { route: 'public-comment' }, { discussion: 3 });
    drawn = await draw(<ReportDetails record={record} follow={followOf(record.id)} />);
    expect(drawn.find('button', 'Withdraw')).toBeUndefined();
    expect(drawn.find('button', 'Post this comment')).toBeTruthy();
  });
});

test('the popup tells of answers, and leads to the one that came last', async () => {
  asked.mockResolvedValue({ words: '2 answers to your reports since you looked', first: 'abc' });
  drawn = await draw(<ReportNews />);
  expect(drawn.text()).toContain('2 answers to your reports since you looked.');
  Object.assign(globalThis.window, { close: () => {} });
  await drawn.press('button', 'See what was said');
  expect(asked).toHaveBeenCalledWith('page.open', { page: 'reports', hash: 'abc' });
});

describe('a native report that a handed-over one may be', () => {
  const record = sample('handed-over', { route: 'hub-dialog' }, { since: T });
  const repo = { type: 'model', id: 'someone/a-model' } as const;
  record.report.target = { ...record.report.target, repo } as typeof record.report.target;
  const native = { title: '🚩 Report: Other', author: 'me', url: 'https://huggingface.co/x/discussions/7' };
  const found = followOf(crypto.randomUUID(), { repo, discussion: 7, hubMadeAt: T + 60_000, native });

  test('the person says so, and can take it back', async () => {
    useReports.setState({ records: [record], follows: [found] });
    drawn = await draw(<Claim follow={found} />);
    const tied = followOf(record.id, { repo, discussion: 7, tied: native });
    asked.mockImplementation(async (name) => {
      if (name === 'follow.tie') return tied as never;
      return (name === 'reports.list' ? [{ ...record, state: 'confirmed' }] : [tied]) as never;
    });
    await act(async () => drawn.root.querySelector('button')!.click());
    expect(asked).toHaveBeenCalledWith('follow.tie', { id: record.id, found: found.id });
    expect(useReports.getState().follows).toEqual([tied]);
    expect(drawn.root.textContent).toBe('');
    await drawn.remove();

    drawn = await draw(<Tied follow={tied} />);
    expect(drawn.root.textContent).toContain('“🚩 Report: Other”');
    await act(async () => drawn.root.querySelector('button')!.click());
    expect(asked).toHaveBeenCalledWith('follow.tie', { id: record.id, found: null });
  });

  test('nothing is offered for another repository, or a day later', async () => {
    useReports.setState({ records: [record], follows: [] });
    const late = followOf(found.id, { repo, native, hubMadeAt: T + 9e8 });
    const elsewhere = { ...found, repo: { type: 'model', id: 'x/y' } as const };
    drawn = await draw(
      <>
        <Claim follow={late} />
        <Claim follow={elsewhere} />
      </>,
    );
    expect(drawn.root.querySelector('button')).toBeNull();
  });
});
