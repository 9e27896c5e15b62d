/**
 * Where the reader is, as its address says it: `policy.html#<clause, section or rule>` for the text that is shown first (receipts
 * link so), and `#d=<document>&view=<view>&v=<hash>&from=<hash>&c=<clause>` for everything else. Pure.
 */
import { DOCUMENT_KINDS, type DocumentKind } from '../../lib/policy/version-types.ts';
import { fragment } from '../ui/fragment.ts';

export const VIEWS = ['text', 'changes', 'versions', 'facts'] as const;
export type View = (typeof VIEWS)[number];

export interface Address {
  kind: DocumentKind;
  view: View;
  /** Hash of the version that is read, or the later one of two; `null`: the text that is shown first. */
  version: string | null;
  /** Hash of the earlier one of two; `null`: the version before. */
  base: string | null;
  /** A clause, a section or a rule. */
  anchor: string | null;
}

export const START: Address = {
  kind: 'content-policy',
  view: 'text',
  version: null,
  base: null,
  anchor: null,
};

/** Shorter ones could mean several versions. */
const HASH = /^[0-9a-f]{8,64}$/;

const oneOf = <T extends string>(list: readonly T[], value: string | null): T | null =>
  list.find((one) => one === value) ?? null;

/** Anything that means nothing is left out, so every address leads somewhere. */
export function parseAddress(hash: string): Address {
  const raw = hash.replace(/^#/, '');
  // Ids are made of words, dots, slashes and tildes: an equals sign is ours.
  if (!raw.includes('=')) return { ...START, anchor: fragment(hash) || null };
  const said = new URLSearchParams(raw);
  const hashOf = (name: string) => {
    const value = said.get(name)?.toLowerCase() ?? '';
    return HASH.test(value) ? value : null;
  };
  return {
    kind: oneOf(DOCUMENT_KINDS, said.get('d')) ?? START.kind,
    view: oneOf(VIEWS, said.get('view')) ?? START.view,
    version: hashOf('v'),
    base: hashOf('from'),
    anchor: said.get('c') || null,
  };
}

/** The shortest address that leads there, with its `#`. */
export function hrefOf(to: Partial<Address>): string {
  const { kind, view, version, base, anchor } = { ...START, ...to };
  const said = new URLSearchParams();
  if (kind !== START.kind) said.set('d', kind);
  if (view !== START.view) said.set('view', view);
  if (version) said.set('v', version);
  if (base) said.set('from', base);
  if (said.size === 0) return anchor ? `#${encodeURIComponent(anchor)}` : '#d=content-policy';
  if (anchor) said.set('c', anchor);
  return `#${said}`;
}
