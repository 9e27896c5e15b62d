/** The ways of signing in on the options page: what each offers, what is said, and that nothing is asked twice. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { draw as drawLive } from './dom.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../../lib/platform/tabs.ts', () => ({ openTab: vi.fn() }));
vi.mock('../../../lib/platform/identity.ts', () => ({
  canLaunch: () => true,
  askForIdentity: vi.fn(async () => true),
  redirectUrl: (path: string) => `https://x.chromiumapp.org/${path}`,
  launch: vi.fn(),
}));

const { SignIn } = await import('../../../components/options/SignIn.tsx');
const { AccountSection } = await import('../../../components/options/AccountSection.tsx');
const { CLOSED, NOT_ALLOWED, useSignIn } = await import('../../../components/options/sign-in-store.ts');
const { revokeUrlOf, useAccount } = await import('../../../components/options/store.ts');
const { leftWords, permissionWords } = await import('../../../components/options/permission-words.ts');
const { SCOPES } = await import('../../../lib/account/oauth.ts');
const { ask } = await import('../../../lib/platform/ask.ts');
const { openTab } = await import('../../../lib/platform/tabs.ts');
const identity = await import('../../../lib/platform/identity.ts');
type SignInView = import('../../../lib/platform/answers.ts').SignInView;
type AccountState = import('../../../lib/platform/answers.ts').AccountState;

const DEVICE: SignInView = {
  kind: 'device',
  userCode: 'ABCD-EFGH',
  verificationUri: 'https://hf.co/oauth/device',
  expiresAt: Date.now() + 272_000,
  nextAt: Date.now() + 60_000,
};
const OUT: AccountState = { name: null, canReport: null, remembered: false };
const IN: AccountState = {
  name: 'ada',
  canReport: true,
  remembered: false,
  how: 'oauth',
  may: [...SCOPES],
  expiresAt: Date.now() + 8 * 3_600_000,
};
const BOTH = { web: true, device: true };
async function draw(view: SignInView, offered = BOTH): Promise<string> {
  useSignIn.setState({ view });
  answers({ 'signin.look': view });
  const drawn = await drawLive(<SignIn offered={offered} />);
  const markup = drawn.root.innerHTML;
  await drawn.remove();
  return markup;
}
/** What the worker answers, by message. */
const answers = (all: Record<string, unknown>) =>
  vi.mocked(ask).mockImplementation((async (name: string) => {
    const said = all[name];
    if (said instanceof Error) throw said;
    return said;
  }) as never);

beforeEach(() => {
  vi.mocked(ask).mockReset();
  vi.mocked(identity.launch).mockReset();
  vi.mocked(identity.askForIdentity).mockReset().mockResolvedValue(true);
  useSignIn.setState({ view: { kind: 'none' }, busy: null, problem: null, remember: false });
  useAccount.setState({ account: null, busy: null, problem: null, done: null, revokeUrl: null });
});

describe('the ways', () => {
  test('all three, each with what it means; or the token alone, and why', async () => {
    const all = await draw({ kind: 'none' });
    for (const words of ['Sign in with the Hub', 'Sign in with a code', 'Use a token', 'Keep me signed in'])
      expect(all).toContain(words);
    const one = await draw({ kind: 'none' }, { web: false, device: false });
    expect(one).toContain('a token is the one way');
    expect(one).not.toMatch(/Sign in with|Get a code/);
    expect(await draw({ kind: 'none' }, { web: false, device: true })).not.toContain(
      'Sign in with the Hub</h3>',
    );
  });

  test('the code, where to type it, how long it is good for, and the ways on', async () => {
    const markup = await draw(DEVICE);
    expect(markup).toContain('ABCD-EFGH');
    expect(markup).toContain('hf.co/oauth/device');
    expect(markup).toMatch(/role="timer"[^>]*>4 min 3\d s|role="timer"[^>]*>4 min 2\d s/);
    for (const words of ['Copy the code and open the Hub', 'Copy the code', 'Cancel', 'Waiting for you'])
      expect(markup).toContain(words);
    expect(markup).not.toContain('could not be asked');
    const offline = await draw({ ...DEVICE, problem: 'The Hub could not be reached.' });
    expect(offline).toContain('The code stays good');
  });

  test('said yes, and not yet whose; and how the last one ended', async () => {
    expect(await draw({ kind: 'checking', nextAt: 0, problem: 'The Hub has trouble.' })).toContain(
      'tried again',
    );
    const ended = await draw({ kind: 'ended', how: 'denied', sentence: 'It was refused.' });
    expect(ended).toContain('It was refused.');
    expect(ended).toContain('Get a code');
  });
});

describe('the store', () => {
  test('by window: permission first, then the address, the window, and who it is', async () => {
    answers({
      'signin.web': { url: 'https://huggingface.co/x' },
      'signin.finish': { kind: 'none' },
      'account.get': IN,
    });
    vi.mocked(identity.launch).mockResolvedValue('https://x.chromiumapp.org/hub?code=1');
    useSignIn.getState().setRemember(true);
    await useSignIn.getState().byWindow();
    expect(vi.mocked(ask).mock.calls).toEqual([
      ['signin.web', { remember: true, redirectUri: 'https://x.chromiumapp.org/hub' }],
      ['signin.finish', { url: 'https://x.chromiumapp.org/hub?code=1' }],
      ['account.get', {}],
    ]);
    expect(useAccount.getState()).toMatchObject({ account: IN, done: 'You are signed in as ada.' });
    expect(useSignIn.getState()).toMatchObject({ busy: null, problem: null });
  });

  test('not allowed, closed, refused, broken: each says what it was, and nothing is busy', async () => {
    const { byWindow } = useSignIn.getState();
    vi.mocked(identity.askForIdentity).mockResolvedValue(false);
    await byWindow();
    expect(useSignIn.getState()).toMatchObject({ problem: NOT_ALLOWED, busy: null });
    expect(ask).not.toHaveBeenCalled();

    vi.mocked(identity.askForIdentity).mockResolvedValue(true);
    answers({ 'signin.web': { url: 'x' }, 'signin.cancel': { kind: 'none' } });
    vi.mocked(identity.launch).mockResolvedValue(null);
    await byWindow();
    expect(useSignIn.getState()).toMatchObject({ problem: CLOSED, busy: null });
    expect(vi.mocked(ask).mock.calls.at(-1)).toEqual(['signin.cancel', {}]);

    vi.mocked(identity.launch).mockResolvedValue('y');
    const ended = { kind: 'ended', how: 'denied', sentence: 'No.' };
    answers({ 'signin.web': { url: 'x' }, 'signin.finish': ended, 'account.get': OUT });
    await byWindow();
    expect(useSignIn.getState()).toMatchObject({ view: ended, problem: null, busy: null });
    expect(useAccount.getState().done).toBeNull();

    answers({ 'signin.web': new Error('The sign-in was not begun.') });
    await byWindow();
    expect(useSignIn.getState()).toMatchObject({ problem: 'The sign-in was not begun.', busy: null });
  });

  test('by code: asked for once, however often it is pressed; cancelled', async () => {
    answers({ 'signin.device': DEVICE, 'signin.cancel': { kind: 'none' } });
    const { byCode, cancel } = useSignIn.getState();
    await Promise.all([byCode(), byCode()]);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(useSignIn.getState().view).toEqual(DEVICE);
    await cancel();
    expect(useSignIn.getState().view).toEqual({ kind: 'none' });
  });

  test('what was under way and is no more is read as an account, whoever finished it', async () => {
    useSignIn.setState({ view: DEVICE });
    answers({ 'signin.look': { kind: 'none' }, 'account.get': IN });
    await useSignIn.getState().look();
    expect(useAccount.getState().done).toBe('You are signed in as ada.');
    vi.mocked(ask).mockClear();
    await useSignIn.getState().look();
    expect(vi.mocked(ask).mock.calls).toEqual([['signin.look', {}]]);
  });
});

describe('the account', () => {
  test('signed in: who, how, what it may do in plain words, until when, and two ways out', async () => {
    answers({ 'account.get': IN });
    const drawn = await drawLive(<AccountSection />);
    const text = drawn.text();
    for (const words of [
      'ada',
      'with the Hub’s sign-in',
      'See which account it is',
      'in 8 hours',
      'asked to sign in again',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('not needed for reports');
    answers({ 'account.forget': OUT, 'account.get': OUT });
    await drawn.press('button', 'Sign out here and revoke');
    expect(openTab).toHaveBeenCalledWith('https://huggingface.co/settings/connected-applications');
    expect(drawn.text()).toContain('You are signed out here');
    expect(drawn.text()).toContain('Revoke it on the Hub');
    await drawn.remove();
  });

  test('a sign-in that has ended is said, beside the ways', async () => {
    answers({
      'account.get': { ...OUT, ended: 'expired', warning: 'Your sign-in has ended.' },
      'signin.look': { kind: 'none' },
    });
    const drawn = await drawLive(<AccountSection />);
    expect(drawn.text()).toContain('Your sign-in has ended.');
    expect(drawn.text()).toContain('Use a token');
    await drawn.remove();
  });

  test('where to revoke depends on how it began', () => {
    expect(revokeUrlOf(IN)).toBe('https://huggingface.co/settings/connected-applications');
    expect(revokeUrlOf({ ...IN, how: 'token' })).toBe('https://huggingface.co/settings/tokens');
  });
});

test('every permission has words, those of tomorrow too, and what is too much is marked', () => {
  for (const scope of SCOPES) expect(permissionWords(scope)).toMatchObject({ extra: false });
  expect(permissionWords('write-repos')).toEqual({ words: 'Change your repositories', extra: true });
  expect(permissionWords('role:write').extra).toBe(true);
  expect(permissionWords('new-power')).toEqual({ words: 'What the Hub calls “new-power”', extra: true });
  expect(permissionWords('constructor').words).toContain('“constructor”');
});

test('time that is left', () => {
  expect(['272000', '60000', '59001', '900', '-5'].map((ms) => leftWords(Number(ms)))).toEqual([
    '4 min 32 s',
    '1 min 0 s',
    '1 min 0 s',
    '1 s',
    '0 s',
  ]);
});
