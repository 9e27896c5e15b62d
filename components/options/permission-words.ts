/** What a sign-in or a token may do, in plain words. The Hub's names: facts/hub.md d.1 (scopes), d.2 (tokens). Pure. */

const DISCUSSIONS =
  'Write in discussions under your name: open them, comment, react, close them. Pull requests belong to it';

const WORDS: Record<string, string> = {
  openid: 'See which account it is',
  profile: 'See your public profile: name and picture',
  email: 'See your e-mail address',
  'read-billing': 'See whether you can be billed',
  'read-memberships': 'See which organisations you belong to',
  'read-repos': 'Read your repositories, private ones too',
  'gated-repos': 'Read gated repositories that you have access to',
  gated: 'Read gated repositories that you have access to',
  'contribute-repos': 'Create repositories, and change those',
  'write-repos': 'Change your repositories',
  'manage-repos': 'Change, create and delete your repositories',
  'read-collections': 'Read your collections',
  'write-collections': 'Change your collections',
  'inference-api': 'Use models at your cost',
  'read-endpoints': 'See your inference endpoints',
  'write-endpoints': 'Change your inference endpoints',
  jobs: 'Run jobs at your cost',
  webhooks: 'Change your webhooks',
  'write-discussions': DISCUSSIONS,
  'discussion.write': DISCUSSIONS,
  'post.write': 'Publish posts under your name',
  'role:read': 'Read all that you can read, private repositories too; write nothing',
  'role:write': 'Read and change all that you can, repositories included',
  'role:god': 'Everything that you can',
};

/** What reporting needs; everything else is more than that. */
const NEEDED = new Set(['openid', 'profile', 'write-discussions', 'discussion.write']);

export interface PermissionWords {
  words: string;
  /** More than reporting needs. */
  extra: boolean;
}

/** @param name the Hub's name, which may be one of tomorrow */
export const permissionWords = (name: string): PermissionWords => ({
  words: Object.hasOwn(WORDS, name) ? WORDS[name]! : `What the Hub calls “${name}”`,
  extra: !NEEDED.has(name) && name !== 'role:read',
});

/** How long a code is good for: `4 min 32 s`. */
export function leftWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
