/** Which links of a text the worker is asked about. */
import { parseHTML } from 'linkedom';
import { beforeEach, expect, it, vi } from 'vitest';
import { checkWritten } from '../../../lib/draw/written.ts';
import { type GuardSide, shared } from '../../../lib/guard/shared.ts';
import { FRAME } from '../../../lib/hub/page.ts';
import type { RepoType } from '../../../lib/hub/ref.ts';
import { ask } from '../../../lib/platform/ask.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn(async () => ({})) }));
vi.mock('../../../lib/draw/idle.ts', () => ({ whenIdle: (work: () => boolean) => work() }));

const { document } = parseHTML('<!doctype html><p><a href="/">x</a></p><div><a href="/">x</a></div>');
const inProse = document.querySelector('p a')!;

beforeEach(() => {
  vi.mocked(ask).mockClear();
  shared.guard = { isAtWork: () => true } as GuardSide;
});

it('each repository that a text links to, once', () => {
  for (let i = 0; i < 2; i++) checkWritten(inProse, { type: 'model', id: 'c/d' });
  checkWritten(document.querySelector('div a')!, { type: 'model', id: 'e/f' });
  expect(vi.mocked(ask).mock.calls).toEqual([['verdicts.written', { refs: [{ type: 'model', id: 'c/d' }] }]]);
});

it('not the host of a Space’s app: which repository that is, cannot be asked', () => {
  checkWritten(inProse, { type: FRAME as RepoType, id: 'c-d' });
  expect(ask).not.toHaveBeenCalled();
});
