/** What is reported: its kind, its name, and the place in it, pinned to a revision. */
import { kindOf, nameOf, type Target, type TargetKind } from '../../lib/report/target.ts';

const REPOS = {
  model: 'model',
  dataset: 'dataset',
  space: 'Space',
  kernel: 'kernel',
  bucket: 'bucket',
} as const;

const KINDS: Record<Exclude<TargetKind, 'repo'>, string> = {
  revision: 'revision',
  file: 'file',
  row: 'dataset row',
  section: 'section',
  app: 'app',
  discussion: 'discussion',
  'pull-request': 'pull request',
  comment: 'comment',
  user: 'person',
  organization: 'organisation',
  collection: 'collection',
  post: 'post',
  'paper-comment': 'comment',
};

/** After "Report": `this model`, `this discussion`, `this person`. */
export function thisThing(target: Target): string {
  if (target.passage !== undefined) return 'this passage';
  const kind = kindOf(target);
  if (kind === 'repo') return `this ${target.repo ? REPOS[target.repo.type] : 'page'}`;
  return kind === 'paper-comment' && target.comment === undefined
    ? 'this paper’s page'
    : `this ${KINDS[kind]}`;
}

/** The places in it, the widest first. */
function places({ path, lines, row, section, discussion, comment, revision, sha }: Target): string[] {
  const branch = revision && revision !== 'main' && revision !== sha ? [revision] : [];
  return [
    ...(discussion === undefined ? [] : [`#${discussion}`]),
    ...(comment === undefined ? [] : ['one comment']),
    ...branch,
    ...(path === undefined ? [] : [path]),
    ...(lines ? [lines.from === lines.to ? `line ${lines.from}` : `lines ${lines.from}–${lines.to}`] : []),
    ...(row ? [rowWords(row)] : []),
    ...(section ? [`“${section.title}”`] : []),
  ].filter(Boolean);
}

function rowWords({ config, split, index }: NonNullable<Target['row']>): string {
  const where = [config, split].filter(Boolean).join(' / ');
  return [where, index === undefined ? '' : `row ${index}`].filter(Boolean).join(', ');
}

export function TargetLine({ target }: { target: Target }) {
  return (
    <p className="panel-target">
      <code>{nameOf(target)}</code>
      {places(target).map((place) => (
        <span key={place}>
          {' '}
          · <code>{place}</code>
        </span>
      ))}
      {target.sha && (
        <>
          {' '}
          · at <code title={target.sha}>{target.sha.slice(0, 7)}</code>
        </>
      )}
    </p>
  );
}
