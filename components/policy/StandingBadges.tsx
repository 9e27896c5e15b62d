import type { Version } from '../../lib/policy/version-types.ts';

/** What a version is now, and whether only parts of it are known. @param standing of `standingWords` */
export function StandingBadges({ version, standing }: { version: Version; standing: string | null }) {
  return (
    <>
      {standing && (
        <span className="ui-badge" data-tone={standing === 'In force' ? 'done' : 'info'}>
          {standing}
        </span>
      )}
      {!version.complete && standing !== 'Newer, known in part' && (
        <span className="ui-badge" data-tone="warn">
          Parts only
        </span>
      )}
    </>
  );
}
