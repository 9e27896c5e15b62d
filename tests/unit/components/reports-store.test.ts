import { beforeEach, describe, expect, test, vi } from 'vitest';
import { UNDO_FOR, useReports } from '../../../components/reports/store.ts';
import { ask } from '../../../lib/platform/ask.ts';
import { entry, followOf } from './follow-sample.ts';
import { sample } from './sample.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
const asked = vi.mocked(ask);
const fresh = useReports.getInitialState();

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockReset();
  useReports.setState(fresh, true);
  return () => vi.useRealTimers();
});

describe('removing from the list', () => {
  test('waits for its time to undo, then forgets', async () => {
    const record = sample('failed');
    useReports.setState({ records: [record] });
    asked.mockResolvedValue({});
    useReports.getState().remove(record.id);
    await vi.advanceTimersByTimeAsync(UNDO_FOR - 1);
    expect(asked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveBeenCalledWith('report.forget', { id: record.id });
    expect(useReports.getState().records).toEqual([]);
  });

  test('undone, nothing is forgotten', async () => {
    const record = sample('failed');
    useReports.setState({ records: [record] });
    useReports.getState().remove(record.id);
    useReports.getState().undo(record.id);
    await vi.advanceTimersByTimeAsync(UNDO_FOR * 2);
    useReports.getState().flush();
    expect(asked).not.toHaveBeenCalled();
    expect(useReports.getState().leaving.size).toBe(0);
  });

  test('a page that goes away carries it out at once, and once', async () => {
    const record = sample('cancelled');
    useReports.setState({ records: [record] });
    asked.mockResolvedValue({});
    useReports.getState().remove(record.id);
    useReports.getState().flush();
    await vi.advanceTimersByTimeAsync(UNDO_FOR);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('one that could not be forgotten comes back, with the reason', async () => {
    const record = sample('failed');
    useReports.setState({ records: [record] });
    asked.mockRejectedValue(new Error('The store is locked.'));
    useReports.getState().remove(record.id);
    await vi.advanceTimersByTimeAsync(UNDO_FOR);
    expect(useReports.getState().leaving.size).toBe(0);
    expect(useReports.getState().records).toEqual([record]);
    expect(useReports.getState().problems[record.id]).toContain('The store is locked.');
  });
});

describe('asking for more', () => {
  test('a list that cannot be read leaves the one shown before', async () => {
    const record = sample('sent');
    useReports.setState({ records: [record] });
    asked.mockRejectedValue(new Error('No answer.'));
    await useReports.getState().refresh();
    expect(useReports.getState()).toMatchObject({ records: [record], problem: 'No answer.' });
  });

  test('the same answer again is the same list', async () => {
    const records = [sample('sent')];
    useReports.setState({ records });
    asked.mockImplementation(async (name) => (name === 'reports.list' ? structuredClone(records) : []));
    await useReports.getState().refresh();
    expect(useReports.getState()).toMatchObject({ problem: null });
    expect(useReports.getState().records).toBe(records);
  });

  test('what is new stays marked while the page is open, and is news no more elsewhere', async () => {
    const record = sample('confirmed');
    const follow = followOf(record.id, { seenAt: 4, entries: [entry({ observedAt: 6 })] });
    const answers: Record<string, unknown> = {
      'reports.list': [record],
      'follows.list': [follow],
      'picture.list': [],
    };
    asked.mockImplementation(async (name) => (answers[name] ?? {}) as never);
    await useReports.getState().refresh();
    expect(asked).toHaveBeenCalledWith('follows.seen', {});
    answers['follows.list'] = [{ ...follow, seenAt: 9 }];
    await useReports.getState().refresh();
    expect(useReports.getState().newSince[record.id]).toBe(4);
    expect(asked.mock.calls.filter(([name]) => name === 'follows.seen')).toHaveLength(1);
  });

  test('a comment that got through is looked for at once, and only then', async () => {
    const record = sample('confirmed');
    const errand = {
      id: 'e',
      kind: 'say',
      of: record.id,
      reference: 'HS-AAAAAAAA',
      discussion: 1,
      text: 'x',
      nextAt: 1,
      at: 1,
    } as const;
    const answers: Record<string, unknown> = {
      'follows.list': [],
      'picture.list': [],
      'follow.look': followOf(record.id),
    };
    asked.mockImplementation(async (name) => (answers[name] ?? {}) as never);
    for (const state of ['sending', 'confirmed', 'confirmed']) {
      answers['reports.list'] = [{ ...record, errands: [{ ...errand, state }] }];
      await useReports.getState().refresh();
    }
    expect(asked.mock.calls.filter(([name]) => name === 'follow.look')).toEqual([
      ['follow.look', { id: record.id }],
    ]);
  });

  test('a report that had already left is not said to be taken back', async () => {
    const record = sample('queued');
    useReports.setState({ records: [record] });
    asked.mockResolvedValue({ ...record, state: 'sending' });
    await useReports.getState().act(record, 'cancel');
    expect(useReports.getState().problems[record.id]).toMatch(/too late/);
    expect(useReports.getState().said).toBe('');
  });
});
