/** Names that tests rely on. Everything else in the seed may change with the seed number. */

/** Fills the thumbnails of NFAA repositories, and of no others: one pixel of it on screen is a leak. */
export const NFAA_COLOUR = '#ff00c8';

/** The signed-in person of the sandbox (cookie `token`, and owner of every sandbox token). */
export const BROWSER_USER = 'sandbox-user';
/** Value of the `token` cookie that `/login` sets. */
export const SESSION_COOKIE = 'sandbox-session';

export const SANDBOX_TOKENS = {
  /** Fine-grained, global `discussion.write`: the least that can file a report. */
  writer: 'hf_sandboxWriterDiscussionWriteOnly01',
  /** Role read: creating anything is 403. */
  reader: 'hf_sandboxReaderReadOnlyToken0000002',
  /** Classic role write: works, but has more rights than needed. */
  broad: 'hf_sandboxBroadClassicWriteToken0003',
  /** Was valid once: 401. */
  revoked: 'hf_sandboxRevokedTokenNoLongerValid4',
} as const;

export const SPECIAL = {
  nfaaModel: 'nightshade-studio/velvet-noir-xl',
  nfaaDataset: 'nightshade-studio/midnight-sketches',
  nfaaSpace: 'nightshade-studio/velvet-canvas',
  safeModel: 'lakeside-ai/heron-7b-instruct',
  safeDataset: 'lakeside-ai/birdsong-captions',
  safeSpace: 'lakeside-ai/heron-chat',
  kernel: 'lakeside-ai/fast-rotary',
  nfaaKernel: 'nightshade-studio/dusk-attention',
  /** Tag `nsfw` but not the NFAA tag: the Hub shows no interstitial. */
  nsfwTagOnly: 'pebble-works/spicy-recipes-lora',
  gatedModel: 'granite-labs/quarry-70b',
  discussionsOffModel: 'quiet-corner/no-comments-please',
  disabledModel: 'shady-deals/totally-normal-weights',
  privateModel: 'sandbox-user/secret-draft',
  renamedFrom: 'lakeside-ai/heron-old-name',
  /** = safeModel */
  renamedTo: 'lakeside-ai/heron-7b-instruct',
  /** Space whose title and description hold HTML, script, bidi and control characters. */
  hostileSpace: 'mallory-labs/pretty-space_v1.0',
  /** Model whose card, description and first discussion do the same. */
  hostileModel: 'mallory-labs/innocent-looking.model_v1',
  longNameModel:
    'granite-labs/an-exceedingly-long-repository-name-that-keeps-going-until-it-reaches-the-limit-of-96-chars-long',
  /** Model with native reports (`isReport`), answered by owner and staff; #1 open, #2 closed, #3 turned into a discussion. */
  reportedModel: 'patchwork/collage-diffusion',
  /** Dataset whose discussion #1 is staff's pinned "please read before opening a new report". */
  staffPinnedDataset: 'archive-cats/cat-pictures-1m',
  /** On `reportedModel`: a locked thread. */
  lockedDiscussion: 5,
  /** Model with no README. */
  noCardModel: 'pebble-works/weights-only',
  user: 'tilda-brook',
  org: 'lakeside-ai',
  staff: 'hub-staff-demo',
  collection: 'tilda-brook/evening-picks-0123456789abcdef01234567',
  paper: '2609.00001',

  // Appended for the places (places.ts); none of these is on a listing's first page.
  /** Safe; finetuned, quantised and adapted by others, some of them tagged. */
  treeBase: 'granite-labs/kestrel-base-3b',
  /** Safe finetune of `treeBase`; its discussion #1 speaks of tagged repositories, in prose and pictures. */
  treeFinetune: 'pebble-works/kestrel-3b-chat',
  mentionThread: 1,
  /** Tagged by a staff member's commit ("Add NFAA tag"). Finetune of `treeBase`. */
  nfaaByStaff: 'velvet-room/kestrel-3b-after-dark',
  /** Tagged by a staff member's pull request, which its owner merged. Quantised `treeBase`. */
  nfaaByPullRequest: 'after-dusk/kestrel-3b-ember-gguf',
  /** Tagged by its owner's second commit. Pictures in its card and in its discussion #1. */
  nfaaByOwner: 'velvet-room/ember-base-xl',
  nfaaThread: 1,
  /** Not tagged, adapted from `nfaaByOwner`: related, no more. Its page names its base in a button, without a link. */
  untaggedDerivative: 'pebble-works/ember-xl-lightning',
  /** Not tagged, finetuned from `nfaaByOwner`: its page links to its base. */
  untaggedFinetune: 'tilda-brook/ember-tales',
  nfaaTrainData: 'velvet-room/ember-scenes',
  safeTrainData: 'archive-cats/kestrel-dialogues',
  /** Safe Space whose page lists models, one of them tagged. */
  linkingSpace: 'pebble-works/kestrel-demo',
  nfaaEmbedSpace: 'velvet-room/ember-studio',
  /** Safe Space whose header says "Duplicated from" `nfaaEmbedSpace`. */
  duplicatedSpace: 'tilda-brook/ember-studio-copy',
  /** Safe model whose card embeds tagged Spaces and shows tagged repositories' pictures. */
  embedModel: 'pebble-works/embed-notes',
  nfaaKernelTwo: 'velvet-room/ember-norm',
  safeKernelTwo: 'granite-labs/kestrel-norm',
  renamedNfaaFrom: 'velvet-room/ember-old-name',
  /** = nfaaByOwner */
  renamedNfaaTo: 'velvet-room/ember-base-xl',
  /** Models, datasets, Spaces, a kernel and a paper, with notes. */
  mixedCollection: 'tilda-brook/mixed-bag-0123456789abcdef00000001',
  /** One item, tagged: its card in lists names one repository only, and is no repository's card. */
  oneItemCollection: 'after-dusk/just-one-0123456789abcdef00000002',
  citedPaper: '2609.20001',
  /** Dataset with a shared list, `labels.jsonl`: eight good lines. */
  labelList: 'open-meadow/shared-labels',
  /** Good lines among broken ones. */
  labelListBroken: 'open-meadow/shared-labels-broken',
  /** 403 for everybody. */
  labelListGated: 'granite-labs/shared-labels-gated',
  /** 401 for strangers; `BROWSER_USER` may read it. */
  labelListPrivate: 'sandbox-user/shared-labels-private',
  /** More than 2 MB, written when it is asked for. */
  labelListHuge: 'archive-cats/shared-labels-huge',
  /** Organisation of the Hub's staff; `staff` belongs to it. */
  staffOrg: 'huggingface',
} as const;
