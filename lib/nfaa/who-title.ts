/**
 * What a commit's title says of the tag. Pure. People write titles as they like, so this is a small grammar of what is said
 * plainly ("Add NFAA tag", "Update ReadMe - Add 'not-for-all-audience' tag": facts/hub.md c); whatever else is said says nothing.
 */

/** A title is one line; what is far longer is none. */
const MAX_TITLE_CHARS = 1_000;
const NAME = /(?<![\p{L}\p{N}])(?:nfaa|not[\s_-]*for[\s_-]*all[\s_-]*audiences?)(?![\p{L}\p{N}])/gu;
/** What the Hub appends when it merges a pull request. */
const PULL = /\s*\(#(\d{1,9})\)\s*$/;

const set = (words: string) => new Set(words.split(' '));

const ADDING = set(
  'add adds added adding tag tags tagged tagging mark marks marked marking label labels labelled labeled labelling labeling flag flags flagged flagging set sets setting',
);
const ADDED = set('added set');
/** Before the verb: where it was done. */
const BEFORE = set(
  'please update updates updated updating readme md card model dataset space repo repository metadata yaml front matter docs chore fix feat meta and to re hub',
);
/** Between the verb and the tag's name. */
const BETWEEN = set(
  'the a an missing required as with this it model dataset space repo repository card to of metadata keyword',
);
const NOUN = set('tag tags label labels flag marker metadata keyword');
const BEING = set('is was has been');
/** After the tag's name: nothing, or more words that leave it the object. */
const AFTER = set('to in into on and for as because since due per according at with');
/** Whoever uses one of these in a title that names the tag does not plainly say that it was added. */
const UNDOING =
  /^(?:remov|delet|delist|drop|rever[st]|roll|undo|undid|un$|un(?:tag|mark|flag|label|set|add|necess|want|need)|de$|de(?:tag|flag)|strip|clear|eras|discard|clean|no$|not$|non$|none$|never|nor$|without|longer|less$|minus|omit|except|exclud|instead|replac|swap|disabl|avoid|prevent|stop|reject|refus|den(?:y|ied)|wrong|mis(?!sing$)|false|accident|take|taking|took|away|off$|out$|rid$|rm$|del$|lift|retract|cancel|kill|purge|wipe|hide|bypass|skip|ignor|if$|should|whether|why|can$|cannot|could|would|don|doesn|isn|wasn)/;

/** Folded, the tag's name as one word, punctuation gone. */
function wordsOf(title: string): string[] {
  const folded = title.normalize('NFKC').toLowerCase().replace(PULL, '');
  return folded.replace(NAME, ' nfaa ').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Says a title that the tag was added, or something against it? `null`: neither. */
export function readTitle(title: string): 'added' | 'against' | null {
  if (title.length > MAX_TITLE_CHARS) return null;
  const words = wordsOf(title);
  const at = words.indexOf('nfaa');
  if (at < 0) return null;
  if (title.includes('?') || words.some((word) => UNDOING.test(word))) return 'against';
  return saysAdded(words.slice(0, at), words.slice(at + 1)) ? 'added' : null;
}

function saysAdded(before: string[], after: string[]): boolean {
  const verb = before.findIndex((word) => ADDING.has(word) || !BEFORE.has(word));
  let rest = NOUN.has(after[0] ?? '') ? after.slice(1) : after;
  if (verb < 0) {
    // "NFAA tag added"
    while (BEING.has(rest[0] ?? '')) rest = rest.slice(1);
    return ADDED.has(rest[0] ?? '') && goesOn(rest.slice(1));
  }
  const says = ADDING.has(before[verb]!);
  return says && before.slice(verb + 1).every((w) => BETWEEN.has(w) || ADDING.has(w)) && goesOn(rest);
}

const goesOn = (rest: string[]) => rest.length === 0 || AFTER.has(rest[0]!);

/** The title without what the Hub appended, and the number of the pull request that this names. */
export function splitTitle(title: string): { title: string; pull?: number } {
  const pull = Number(PULL.exec(title)?.[1]);
  return pull > 0 ? { title: title.replace(PULL, '').trim(), pull } : { title: title.trim() };
}

/**
 * The newest commit whose title says that the tag was added; `null` where none does, or where a newer one speaks against it:
 * then the tag came back in a way that the titles do not tell.
 * @param commits newest first
 */
export function findAddition<C extends { title: string }>(commits: readonly C[]): C | null {
  for (const commit of commits) {
    const said = readTitle(commit.title);
    if (said === 'added') return commit;
    if (said === 'against') return null;
  }
  return null;
}
