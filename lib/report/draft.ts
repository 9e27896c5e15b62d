/** Unfinished reports, one per place. What was written for the few is never offered for a public route (facts/reporting.md D3). */
import type { Database } from '../platform/db.ts';
import { classOf, draftKey, isWordless, textFor, textsOf } from './draft-text.ts';
import { ofDraft, release, sweepPictures, wipe } from './pictures.ts';
import { type Draft, draftSchema, type Report } from './report.ts';

export { draftKey, textFor } from './draft-text.ts';

export const DRAFT_AGE_MS = 90 * 24 * 60 * 60_000;
type OpenDatabase = () => Promise<Database>;

/**
 * Keeps a draft; `text` is what was written for `route`, the words for the other class of routes stay as they were.
 * @param now milliseconds since the epoch
 */
export async function saveDraft(db: OpenDatabase, draft: Draft, now: number): Promise<void> {
  const given = draftSchema.parse(draft);
  const transaction = (await db()).transaction(['drafts', 'pictures'], 'readwrite');
  const drafts = transaction.objectStore('drafts');
  const before = await drafts.get(given.key);
  const kept = isWordless(given) ? bare(given, before) : merged(given, before);
  if (isWordless(given)) await wipe(transaction.objectStore('pictures'), ofDraft(given.key));
  await drafts.put({ ...kept, text: textFor(kept, kept.route), savedAt: now });
  await transaction.done;
}

function merged(given: Draft, before: Draft | undefined): Draft {
  const texts = { ...(before && textsOf(before)), ...given.texts, [classOf(given.route)]: given.text };
  return { ...given, texts, answers: { ...before?.answers, ...given.answers } };
}

/** For a topic that takes no words: nothing that came with it is kept, whatever was sent; what was written for another topic stays. */
function bare(given: Draft, before: Draft | undefined): Draft {
  const { passage: _, join: __, remedy: ___, ...rest } = given;
  return { ...rest, texts: before ? textsOf(before) : {}, answers: { ...before?.answers } };
}

/** The draft of a place, its `text` fit for its `route`; `null` when there is none. Ask `textFor` when the route changes. */
export async function loadDraft(db: OpenDatabase, key: string): Promise<Draft | null> {
  const draft = await (await db()).get('drafts', key);
  return draft ? { ...draft, text: textFor(draft, draft.route) } : null;
}

/** Forgets a draft, sent or given up, with the picture that nothing else has. */
export async function dropDraft(db: OpenDatabase, key: string): Promise<void> {
  const transaction = (await db()).transaction(['drafts', 'pictures'], 'readwrite');
  await transaction.objectStore('drafts').delete(key);
  await release(transaction.objectStore('pictures'), ofDraft(key));
  await transaction.done;
}

/** Forgets the draft that this report was made of; one that was written since stays. */
export async function dropSentDraft(db: OpenDatabase, report: Report): Promise<void> {
  const transaction = (await db()).transaction(['drafts', 'pictures'], 'readwrite');
  const drafts = transaction.objectStore('drafts');
  const draft = await drafts.get(draftKey(report.target));
  if (draft && textFor(draft, report.route).trim() === report.text) {
    await drafts.delete(draft.key);
    await release(transaction.objectStore('pictures'), ofDraft(draft.key));
  }
  await transaction.done;
}

/** Forgets drafts older than 90 days, and the pictures of what is gone; answers how many drafts. */
export async function pruneDrafts(db: OpenDatabase, now: number): Promise<number> {
  const transaction = (await db()).transaction('drafts', 'readwrite');
  let count = 0;
  for await (const cursor of transaction.store) {
    if (now - cursor.value.savedAt <= DRAFT_AGE_MS) continue;
    await cursor.delete();
    count++;
  }
  await transaction.done;
  await sweepPictures(db);
  return count;
}
