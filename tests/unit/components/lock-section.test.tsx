import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({
  default: { storage: { onChanged: { addListener: () => {}, removeListener: () => {} } } },
}));
vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));

const { LockView } = await import('../../../components/options/LockSection.tsx');
const { clockWords, fieldWords, minutesWords, waitWords } = await import(
  '../../../components/options/lock-words.ts'
);
const { followLock, useLock } = await import('../../../components/ui/lock-store.ts');
const { LOCKABLE } = await import('../../../lib/account/lock.ts');
const { ask } = await import('../../../lib/platform/ask.ts');
type LockState = import('../../../lib/platform/answers.ts').LockState;

const NOW = Date.UTC(2026, 9, 6);
const NONE: LockState = {
  kind: 'none',
  unlockedUntil: null,
  noReveal: false,
  pinNoReveal: false,
  waitUntil: null,
  triesLeft: 5,
  lockedFields: [],
  managed: { fields: [], noReveal: false, rules: 0, lists: [], problems: [] },
};
const LOCKED: LockState = { ...NONE, kind: 'pin', lockedFields: [...LOCKABLE] };
const OPEN: LockState = { ...NONE, kind: 'pin', unlockedUntil: NOW + 9.5 * 60_000 };

const draw = (lock: LockState) => renderToStaticMarkup(<LockView lock={lock} />);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.mocked(ask).mockReset();
  useLock.setState({ lock: null, busy: null, problem: null, done: null });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the section', () => {
  test('without a PIN offers to set one, with revealing left alone', () => {
    const markup = draw(NONE);
    expect(markup).toContain('No PIN is set.');
    expect(markup).toContain('Set the PIN and lock');
    expect(markup).toContain('Also lock revealing');
    expect(markup).not.toMatch(/checked=""|Unlock|Remove/);
  });

  test('locked asks for the PIN, and says what happens to covers', () => {
    expect(draw(LOCKED)).toContain('Covers can be opened.');
    const markup = draw({ ...LOCKED, pinNoReveal: true, noReveal: true });
    expect(markup).toContain('Covers cannot be opened either.');
    expect(markup).toContain('Unlock for 10 minutes');
    expect(markup).not.toContain('Lock now');
  });

  test('unlocked says for how long, and can be locked at once', () => {
    const markup = draw(OPEN);
    expect(markup).toContain('Unlocked for 10 minutes more');
    expect(markup).toContain('Lock now');
    expect(markup).not.toContain('Unlock for');
  });

  test('while waiting nothing can be tried, the time is shown, and the ear hears words, not seconds', () => {
    const markup = draw({ ...LOCKED, waitUntil: NOW + 28_000 });
    expect(markup).toMatch(/role="timer".*0:28/);
    expect(markup).toMatch(/role="status">Wait up to 30 seconds before the next try\.</);
    const buttons = markup.match(/<button[^>]*type="submit"[^>]*>/g);
    expect(buttons).toHaveLength(3);
    for (const button of buttons!) expect(button).toContain('disabled=""');
  });

  test('managed names the settings, in words, and the PIN below it stays possible', () => {
    const managed = {
      ...NONE.managed,
      fields: ['filter.on', 'rules'],
      noReveal: true,
      rules: 2,
      lists: ['a/b'],
    };
    const markup = draw({ ...NONE, kind: 'managed', noReveal: true, lockedFields: managed.fields, managed });
    expect(markup).toContain('By your organisation');
    expect(markup).toContain('whether the filter is on');
    expect(markup).toContain('your own rules');
    expect(markup).toContain('Covers cannot be opened.');
    expect(markup).toContain('2 rules are added');
    expect(markup).toContain('a/b');
    expect(markup).toContain('Set the PIN');
  });

  test('both: an unlocking that does not open covers says so', () => {
    const markup = draw({ ...OPEN, kind: 'both', pinNoReveal: true, noReveal: true });
    expect(markup).toContain('but covers stay shut');
  });

  test('what could not be read of a policy is shown, even where nothing else was set', () => {
    const problems = ['“filter.on” is ignored: it must be true or false.'];
    expect(draw({ ...NONE, managed: { ...NONE.managed, problems } })).toContain('filter.on');
    expect(draw(NONE)).not.toContain('organisation');
  });

  test.each([NONE, LOCKED, OPEN])(
    'every field has its label, and no PIN is offered for saving ($kind)',
    (lock) => {
      const markup = draw(lock);
      const fields = markup.match(/<input[^>]*type="password"[^>]*>/g)!;
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) {
        expect(markup).toContain(`<label for="${/ id="([^"]+)"/.exec(field)![1]}"`);
        expect(field).toContain('autoComplete="off"');
      }
    },
  );

  test('there is an honest way out of a forgotten PIN', () => {
    expect(draw(LOCKED)).toMatch(/Forgot the PIN\?.*no way around it.*your list of reports/);
  });
});

describe('the words', () => {
  test('a countdown for the eye', () => {
    expect([28_000, 27_001, 61_000, 3_600_000, 0, -5].map(clockWords)).toEqual([
      '0:28',
      '0:28',
      '1:01',
      '60:00',
      '0:00',
      '0:00',
    ]);
  });

  test('for the ear an hour of waiting is nine announcements, not 3,600', () => {
    const said = new Set<string>();
    for (let left = 3_600_000; left >= 0; left -= 1000) said.add(waitWords(left));
    expect([...said].map((words) => words.replace(/ before.*/, ''))).toEqual([
      'Wait up to 60 minutes',
      'Wait up to 32 minutes',
      'Wait up to 16 minutes',
      'Wait up to 8 minutes',
      'Wait up to 4 minutes',
      'Wait up to 2 minutes',
      'Wait up to 1 minute',
      'Wait up to 30 seconds',
      'You can try again now.',
    ]);
  });

  test('how long it stays unlocked', () => {
    expect([600_000, 60_000, 59_000].map(minutesWords)).toEqual([
      '10 minutes',
      '1 minute',
      'less than a minute',
    ]);
  });

  test('everything that can be held has words of its own', () => {
    expect(fieldWords(LOCKABLE).filter((words, place) => words === LOCKABLE[place])).toEqual([]);
    expect(new Set(fieldWords(LOCKABLE)).size).toBe(LOCKABLE.length);
  });
});

describe('what the page asks of the worker', () => {
  test('a wrong PIN comes back as a sentence, followed by a look at what it cost', async () => {
    const after: LockState = { ...LOCKED, triesLeft: 4 };
    vi.mocked(ask).mockImplementation(async (name) => {
      if (name === 'lock.unlock')
        throw new Error('This is not the PIN. 4 more tries before you have to wait.');
      return after as never;
    });
    expect(await useLock.getState().unlock('0000')).toMatch(/not the PIN/);
    expect(useLock.getState()).toMatchObject({ lock: after, busy: null, done: null, problem: null });
  });

  test('the right one is announced, and the PIN is kept nowhere', async () => {
    vi.mocked(ask).mockResolvedValue(OPEN as never);
    expect(await useLock.getState().unlock('4071')).toBeNull();
    expect(ask).toHaveBeenCalledWith('lock.unlock', { pin: '4071' });
    expect(useLock.getState()).toMatchObject({ lock: OPEN, done: expect.stringMatching(/Unlocked/) });
    expect(JSON.stringify(useLock.getState())).not.toContain('4071');
  });

  test('changing it sends the one before', async () => {
    vi.mocked(ask).mockResolvedValue(LOCKED as never);
    await useLock.getState().change('4071', 'heron at dawn', true);
    expect(ask).toHaveBeenCalledWith('lock.set', { pin: 'heron at dawn', noReveal: true, current: '4071' });
  });

  test('looks again when the unlocking is over, and not before', async () => {
    vi.mocked(ask).mockResolvedValue(OPEN as never);
    const stop = followLock();
    await vi.advanceTimersByTimeAsync(OPEN.unlockedUntil! - NOW);
    expect(ask).toHaveBeenCalledTimes(1);
    vi.mocked(ask).mockResolvedValue(LOCKED as never);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(useLock.getState().lock).toEqual(LOCKED);
    stop();
  });

  test('what was announced goes when the time has undone it, and not before', async () => {
    vi.mocked(ask).mockResolvedValue(OPEN as never);
    await useLock.getState().unlock('4071');
    await useLock.getState().read();
    expect(useLock.getState().done).toMatch(/Unlocked/);
    vi.mocked(ask).mockResolvedValue(LOCKED as never);
    await useLock.getState().read();
    expect(useLock.getState().done).toBeNull();
  });

  test('when the worker cannot say, that is said', async () => {
    vi.mocked(ask).mockRejectedValue(new Error('Hub Steward did not answer. Try again in a moment.'));
    await useLock.getState().read();
    expect(useLock.getState()).toMatchObject({
      lock: null,
      problem: expect.stringMatching(/did not answer/),
    });
  });
});
