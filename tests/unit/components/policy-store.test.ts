import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as Ask from '../../../lib/platform/ask.ts';
import { text, timeline } from './policy-sample.ts';

const ask = vi.hoisted(() => vi.fn());
vi.mock('../../../lib/platform/ask.ts', (): Partial<typeof Ask> => ({ ask }));

const { news, usePolicy } = await import('../../../components/policy/store.ts');

const OLD = text('# Content Policy\nPlease read this.', { printedDate: '2023-08-30' });
const NEW = text('# Content Policy\nPlease read that.', { change: 'silent', previous: OLD.hash });
const START = usePolicy.getState();
const store = () => usePolicy.getState();

/** Answers by name; an `Error` is thrown. */
function worker(answers: Record<string, unknown>): void {
  ask.mockImplementation(async (name: string) => {
    const answer = answers[name];
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

beforeEach(() => {
  ask.mockReset();
  usePolicy.setState(START, true);
});

describe('reading the Hub', () => {
  test('says what came of it', async () => {
    const before = timeline([OLD]);
    usePolicy.setState({ timeline: before });
    worker({ 'policy.read': timeline([OLD, NEW]) });
    await store().refresh('content-policy');
    expect(store()).toMatchObject({ busy: null, problem: null });
    expect(store().done).toBe('The Content Policy has changed, without a new date.');
    expect(ask).toHaveBeenCalledWith('policy.read', { refresh: true, kind: 'content-policy' });
  });

  test('a page that could not be read is no news, and what was known stays', async () => {
    usePolicy.setState({ timeline: timeline([OLD]) });
    const reads = { 'content-policy': { at: 1, problem: 'The Hub has trouble.' } };
    worker({ 'policy.read': timeline([OLD], { reads }) });
    await store().refresh('content-policy');
    expect(store().done).toBeNull();
    worker({ 'policy.read': new Error('The worker is gone.') });
    await store().refresh('content-policy');
    expect(store().problem?.sentence).toBe('The worker is gone.');
    expect(store().timeline?.versions).toHaveLength(1);
  });

  test('each class of change has its own words', () => {
    const said = (change: typeof NEW.change) =>
      news('content-policy', timeline([OLD]), timeline([OLD, { ...NEW, change }]));
    const all = (['first', 'technical', 'cosmetic', 'silent', 'dated'] as const).map(said);
    expect(new Set(all).size).toBe(5);
    expect(news('content-policy', timeline([OLD, NEW]), timeline([OLD, NEW]))).toMatch(/known already/);
  });
});

describe('texts', () => {
  test('are asked for once, and again only when a person says so', async () => {
    worker({ 'policy.text': OLD });
    await Promise.all([store().need([OLD]), store().need([OLD])]);
    await store().need([OLD]);
    expect(ask).toHaveBeenCalledTimes(1);

    worker({ 'policy.text': new Error('It is gone.') });
    await store().need([NEW]);
    await store().need([NEW]);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(store().missing[NEW.hash]).toBe('It is gone.');
    worker({ 'policy.text': NEW });
    await store().again(NEW.kind, NEW.hash);
    expect(store().texts[NEW.hash]).toBe(NEW);
    expect(store().missing).toEqual({});
  });
});

describe('a file of versions', () => {
  const found = { added: [NEW], known: 1, problems: [] };

  test('is shown before anything is kept', async () => {
    worker({ 'policy.import': found, 'policy.timeline': timeline([OLD, NEW]) });
    await store().previewImport('mine.json', async () => 'words');
    expect(ask).toHaveBeenCalledWith('policy.import', { text: 'words', dry: true });
    expect(store().preview).toEqual({ file: 'mine.json', text: 'words', found });
    await store().finishImport();
    expect(ask).toHaveBeenCalledWith('policy.import', { text: 'words' });
    expect(store()).toMatchObject({
      preview: null,
      transfer: { kind: 'done', title: '1 version was added.' },
    });
    expect(store().timeline?.versions).toHaveLength(2);
  });

  test('that cannot be read says so beside its button', async () => {
    await store().previewImport('mine.json', () => Promise.reject(new Error('Choose it again.')));
    expect(store()).toMatchObject({
      busy: null,
      preview: null,
      transfer: { kind: 'error', title: 'mine.json could not be read', sentence: 'Choose it again.' },
    });
    expect(ask).not.toHaveBeenCalled();
  });

  test('that cannot be kept stays in sight', async () => {
    worker({ 'policy.import': found });
    await store().previewImport('mine.json', async () => 'words');
    worker({ 'policy.import': new Error('The disk is full.') });
    await store().finishImport();
    expect(store().preview).not.toBeNull();
    expect(store().transfer).toMatchObject({ kind: 'error', sentence: 'The disk is full.' });
  });
});
