/** Pictures for the person's own record: whose they are, when they go, and that nothing that leaves this device knows of them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DRAFT_AGE_MS, draftKey, dropDraft, pruneDrafts, saveDraft } from '../../../lib/report/draft.ts';
import {
  base64Of,
  bytesOf,
  MAX_ALL_PICTURES_BYTES,
  MAX_PICTURE_BYTES,
  MAX_PICTURES,
  PICTURE_SENTENCES,
  pictureType,
} from '../../../lib/report/picture.ts';
import { pictureHandlers } from '../../../lib/report/picture-handlers.ts';
import { ofDraft, ofReport, type PictureRow, sweepPictures } from '../../../lib/report/pictures.ts';
import { EXPORT_FORMATS } from '../../../lib/report/portable-formats.ts';
import { portableHandlers } from '../../../lib/report/portable-handlers.ts';
import type { Report } from '../../../lib/report/report.ts';
import { makeReport, makeWorld, runOut, startWorker, T0 } from './fakes.ts';

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Found in whatever the picture's bytes come into, as they are or in base64. */
const MARK = 'ZebraPictureZebra';
const PNG = Uint8Array.from([...PNG_START, 0, ...new TextEncoder().encode(MARK)]);
const MINORS = {
  topicId: 'minors-sexual',
  topicName: 'Minors',
  route: 'private-mail',
  desk: 'safety',
  text: '',
} as const;

let world = makeWorld();
const db = () => world.open();
const capture = vi.fn();
const tab = { kind: 'content' as const, tabId: 7 };
const page = { kind: 'page' as const };
const handlers = () => pictureHandlers({ db, now: () => T0, capture });
const rows = async () => (await db()).getAll('pictures');

beforeEach(() => {
  world = makeWorld();
  capture.mockReset();
  capture.mockResolvedValue({ ok: true, url: `data:image/png;base64,${base64Of(PNG)}` });
});
afterEach(() => vi.restoreAllMocks());

/** A draft of what is reported, with a picture. */
async function pictured(report: Report, bytes = PNG): Promise<string> {
  const key = draftKey(report.target);
  const { topicId, route, text } = report;
  await saveDraft(db, { key, topicId, route, text, savedAt: 0 }, T0);
  await handlers()['picture.keep']({ key, data: base64Of(bytes) }, tab);
  return key;
}

const row = (owners: string[], size = 1): PictureRow => ({
  id: crypto.randomUUID(),
  owners,
  bytes: PNG,
  type: 'image/png',
  size,
  at: T0,
});

test('what it is, by its bytes', () => {
  const jpeg = [0xff, 0xd8, 0xff, 0xe0];
  const webp = [...'RIFF\0\0\0\0WEBP'].map((one) => one.charCodeAt(0));
  expect(pictureType(PNG)).toBe('image/png');
  expect(pictureType(Uint8Array.from(jpeg))).toBe('image/jpeg');
  expect(pictureType(Uint8Array.from(webp))).toBe('image/webp');
  for (const other of ['', '<svg/>', 'GIF89a', 'RIFF\0\0\0\0AVI ', '%PDF-1.7'])
    expect(pictureType(new TextEncoder().encode(other)), other).toBeNull();
  const many = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
  expect(bytesOf(base64Of(many))).toEqual(many);
  expect(() => bytesOf('*')).toThrow(PICTURE_SENTENCES.notOne);
});

describe('whose it is', () => {
  test('the draft’s, then the report’s, and it goes with the report', async () => {
    const outbox = startWorker(world);
    const report = makeReport();
    const key = await pictured(report);
    await outbox.submit(report);
    expect((await rows())[0]!.owners).toEqual([ofDraft(key), ofReport(report.id)]);
    // The same press again is the same report.
    await outbox.submit(report);
    expect((await rows())[0]!.owners).toHaveLength(2);
    await runOut(world, outbox);
    await dropDraft(db, key);
    expect(await handlers()['picture.list']({}, page)).toEqual([report.id]);
    const shown = await handlers()['picture.get']({ id: report.id }, page);
    expect(bytesOf(shown!.data)).toEqual(PNG);
    await outbox.forget(report.id);
    expect(await rows()).toEqual([]);
  });

  test('a report that is mended has it, too; each gives up only its own', async () => {
    const outbox = startWorker(world);
    const first = makeReport();
    const key = await pictured(first);
    await outbox.submit(first);
    await outbox.cancel(first.id);
    const second = makeReport();
    await outbox.submit(second);
    await handlers()['picture.forget']({ id: first.id }, page);
    await dropDraft(db, key);
    expect(await handlers()['picture.list']({}, page)).toEqual([second.id]);
  });

  test('one a draft: the next takes its place', async () => {
    const report = makeReport();
    await pictured(report);
    const key = await pictured(report, Uint8Array.from([0xff, 0xd8, 0xff, 1]));
    expect(await handlers()['picture.draft']({ key }, tab)).toMatchObject({ type: 'image/jpeg', size: 4 });
    expect(await rows()).toHaveLength(1);
    await handlers()['picture.drop']({ key }, tab);
    expect(await rows()).toEqual([]);
  });

  test('drafts that are thrown away, or too old, take it with them; orphans are swept', async () => {
    const key = await pictured(makeReport());
    await dropDraft(db, key);
    expect(await rows()).toEqual([]);
    await pictured(makeReport());
    await (await db()).put('pictures', row([ofReport(crypto.randomUUID()), ofDraft('nobody')]));
    await pruneDrafts(db, T0 + 1);
    expect((await rows()).map(({ owners }) => owners)).toEqual([[ofDraft(key)]]);
    await pruneDrafts(db, T0 + DRAFT_AGE_MS + 1);
    expect(await rows()).toEqual([]);
  });
});

describe('bounds', () => {
  test('too large, no picture, no draft: a sentence, and nothing is kept', async () => {
    const report = makeReport();
    const key = draftKey(report.target);
    const keep = (bytes: Uint8Array) => handlers()['picture.keep']({ key, data: base64Of(bytes) }, tab);
    await expect(keep(PNG)).rejects.toThrow(PICTURE_SENTENCES.noDraft);
    await pictured(report);
    const large = new Uint8Array(MAX_PICTURE_BYTES + 1);
    large.set(PNG_START);
    await expect(keep(large)).rejects.toThrow(PICTURE_SENTENCES.tooLarge);
    await expect(keep(Uint8Array.of(1, 2))).rejects.toThrow(PICTURE_SENTENCES.notOne);
    expect(await rows()).toHaveLength(1);
  });

  test.each([
    ['many', MAX_PICTURES, 1],
    ['bytes', 2, MAX_ALL_PICTURES_BYTES],
  ])('too %s in all: refused, and what is there stays', async (_, count, size) => {
    const key = await pictured(makeReport());
    for (let i = 1; i < count; i++) await (await db()).put('pictures', row([`report:${i}`], size));
    const before = (await rows()).map(({ id }) => id).sort();
    // In the place of its own there is room for one, if not for more bytes.
    const other = makeReport({ target: { ...makeReport().target, path: 'other.md' } });
    await expect(pictured(other)).rejects.toThrow(PICTURE_SENTENCES.tooMany);
    expect((await rows()).map(({ id }) => id).sort()).toEqual(before);
    expect((await db()).get('drafts', key)).toBeTruthy();
    if (size === 1) await handlers()['picture.keep']({ key, data: base64Of(PNG) }, tab);
  });

  test('no room on the disk: a sentence; the draft and the picture before stay', async () => {
    const key = await pictured(makeReport());
    const [before] = await rows();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(handlers()['picture.keep']({ key, data: base64Of(PNG) }, tab)).rejects.toThrow(
      PICTURE_SENTENCES.full,
    );
    vi.restoreAllMocks();
    expect(await rows()).toEqual([before]);
    expect(await (await db()).get('drafts', key)).toBeTruthy();
  });
});

describe('taking one', () => {
  test.each([
    ['not-allowed', PICTURE_SENTENCES.notAllowed],
    ['background', PICTURE_SENTENCES.notInFront],
    ['failed', PICTURE_SENTENCES.failed],
  ])('%s: said in a sentence', async (why, words) => {
    const key = await pictured(makeReport());
    capture.mockResolvedValue({ ok: false, why });
    await expect(handlers()['picture.take']({ key }, tab)).rejects.toThrow(words);
    expect(capture.mock.calls[0]![0]).toBe(7);
    expect(await rows()).toHaveLength(1);
  });

  test('allowed: kept', async () => {
    const key = await pictured(makeReport(), Uint8Array.from([0xff, 0xd8, 0xff]));
    expect(await handlers()['picture.take']({ key }, tab)).toMatchObject({ type: 'image/png' });
  });
});

describe('what must stay private', () => {
  test('a draft of such a topic takes none, and the one it had is gone, whoever else has it', async () => {
    const outbox = startWorker(world);
    const report = makeReport();
    const key = await pictured(report);
    await outbox.submit(report);
    await saveDraft(db, { key, topicId: 'minors-sexual', text: '', savedAt: 0 }, T0);
    expect(await rows()).toEqual([]);
    await expect(handlers()['picture.take']({ key }, tab)).rejects.toThrow(PICTURE_SENTENCES.never);
    expect(capture).not.toHaveBeenCalled();
    await expect(handlers()['picture.keep']({ key, data: base64Of(PNG) }, tab)).rejects.toThrow(
      PICTURE_SENTENCES.never,
    );
    expect(await rows()).toEqual([]);
  });

  test.each([
    ['the topic', MINORS],
    [
      'a rule that is cited',
      { citations: [{ ...makeReport().citations[0]!, ruleId: 'CP2023.R6' }], ...MINORS, topicId: 'other' },
    ],
  ])('the outbox takes none by %s', async (_, change) => {
    const report = makeReport(change);
    // As another version of us, or somebody with the database open, could have left it.
    await (await db()).put('pictures', row([ofDraft(draftKey(report.target))]));
    await startWorker(world).submit(report);
    expect(await rows()).toEqual([]);
  });

  test('one that was left there is neither shown nor kept', async () => {
    const key = 'model:owner/name';
    const put = async () => (await db()).put('pictures', row([ofDraft(key)]));
    await saveDraft(db, { key, topicId: 'childrens-data', text: '', savedAt: 0 }, T0);
    await put();
    expect(await handlers()['picture.draft']({ key }, tab)).toBeNull();
    expect(await rows()).toEqual([]);
    const report = makeReport(MINORS);
    await startWorker(world).submit(report);
    await (await db()).put('pictures', row([ofReport(report.id)]));
    await put();
    await sweepPictures(db);
    expect(await rows()).toEqual([]);
  });
});

describe('nothing that leaves', () => {
  const leaks = (text: string) =>
    [MARK, btoa(MARK).slice(0, 16), base64Of(PNG).slice(0, 24), 'iVBORw0KGgo'].filter((part) =>
      text.includes(part),
    );

  test.each(EXPORT_FORMATS)('%s holds nothing of it', async (format) => {
    const outbox = startWorker(world);
    const report = makeReport();
    await pictured(report);
    await outbox.submit(report);
    await runOut(world, outbox);
    const { 'reports.export': out } = portableHandlers({ db, now: () => T0 });
    const choice = { format, includePrivate: true, goodFaith: true, notifier: { name: 'A', mail: 'a@b.c' } };
    const file = await out(choice, page).catch((error: Error) => ({ text: error.message }));
    expect(leaks(JSON.stringify(file))).toEqual([]);
    expect(JSON.stringify(file)).not.toMatch(/picture/i);
  });

  test('the Hub gets nothing of it, nor does the record', async () => {
    const outbox = startWorker(world);
    const report = makeReport();
    await pictured(report);
    await outbox.submit(report);
    await runOut(world, outbox);
    expect(world.hub.with(report.reference)).toHaveLength(1);
    expect(leaks(JSON.stringify(world.hub.threads))).toEqual([]);
    expect(leaks(JSON.stringify(await outbox.list()))).toEqual([]);
  });
});
