/** The picture for the person's own record, in the panel: kept with its draft, shown again, taken back, gone with a locked topic. */
import { beforeEach, expect, test, vi } from 'vitest';
import { EMPTY } from '../../../components/panel/state.ts';
import { usePanel } from '../../../components/panel/store.ts';
import type { Handover } from '../../../lib/guard/shared.ts';
import { ask } from '../../../lib/platform/ask.ts';
import { base64Of, MAX_PICTURE_BYTES, PICTURE_SENTENCES } from '../../../lib/report/picture.ts';
import { freshDatabase } from '../report/fakes.ts';
import { context, fakeWorker, PNG } from './panel-worker.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
const asked = vi.mocked(ask);
const panel = () => usePanel.getState();
const shots = { count: 0 };
let db = freshDatabase();
let file = PNG;

class Reader {
  result = '';
  onload = () => {};
  readAsDataURL() {
    this.result = `data:text/plain;base64,${base64Of(file)}`;
    queueMicrotask(() => this.onload());
  }
}

const handover: Handover = {
  repo: { type: 'model', id: 'a/b' },
  url: 'https://huggingface.co/a/b',
  seed: {},
  discussionsDisabled: null,
  giveBackFocus: () => {},
};

async function begin(): Promise<void> {
  usePanel.setState({ ...EMPTY });
  panel().begin({ ...handover });
  await vi.waitFor(() => expect(asked).toHaveBeenCalledWith('picture.draft', expect.anything()));
  await panel().save();
}

beforeEach(async () => {
  vi.stubGlobal('FileReader', Reader);
  db = freshDatabase();
  file = PNG;
  shots.count = 0;
  asked.mockReset();
  const told = context(true, undefined, false);
  asked.mockImplementation(fakeWorker(() => ({ db, told, sent: [], shots })) as never);
  await begin();
  panel().chooseTopic('malware');
});

const take = () => panel().takePicture((work) => work());
const kept = async () => (await db()).count('pictures');

test('it comes back with its draft, and is taken away and back', async () => {
  await take();
  expect(panel().picture).toMatchObject({ type: 'image/png', data: base64Of(PNG) });
  asked.mockClear();
  await begin();
  await vi.waitFor(() => expect(panel().picture).not.toBeNull());
  await panel().removePicture();
  expect(await kept()).toBe(0);
  await panel().restorePicture();
  expect(await kept()).toBe(1);
  panel().discard();
  await vi.waitFor(async () => expect(await kept()).toBe(0));
  panel().restore();
  await vi.waitFor(() => expect(panel().picture).not.toBeNull());
  expect(await kept()).toBe(1);
});

test('a file is what its bytes say; what is wrong is said, and the picture before stays', async () => {
  await panel().choosePicture(new Blob([file]));
  expect(panel().picture?.type).toBe('image/png');
  file = new TextEncoder().encode('<svg onload="x"/>');
  await panel().choosePicture(new Blob([file], { type: 'image/png' }));
  expect(panel().pictureProblem).toBe(PICTURE_SENTENCES.notOne);
  await panel().choosePicture({ size: MAX_PICTURE_BYTES + 1 } as Blob);
  expect(panel().pictureProblem).toBe(PICTURE_SENTENCES.tooLarge);
  expect(panel().picture?.type).toBe('image/png');
  expect(await kept()).toBe(1);
});

test('a topic that must stay private: what was taken is gone at once, and nothing is taken', async () => {
  await take();
  panel().chooseTopic('minors-sexual');
  expect(panel().picture).toBeNull();
  await vi.waitFor(async () => expect(await kept()).toBe(0));
  await take();
  await panel().choosePicture(new Blob([file]));
  expect(shots.count).toBe(1);
  expect(await kept()).toBe(0);
});

test('a topic that is changed while the picture is on its way', async () => {
  await panel().takePicture(async (work) => {
    const picture = await work();
    panel().chooseTopic('minors-sexual');
    return picture;
  });
  await vi.waitFor(async () => expect(await kept()).toBe(0));
  expect(panel().picture).toBeNull();
});

test('the panel is never a picture’s reason not to send', async () => {
  asked.mockImplementationOnce((async () => ({})) as never);
  asked.mockImplementationOnce((async () => {
    throw new Error(PICTURE_SENTENCES.full);
  }) as never);
  await take();
  expect(panel()).toMatchObject({ picture: null, pictureProblem: PICTURE_SENTENCES.full, problem: null });
  expect(panel().draft?.topicId).toBe('malware');
});
