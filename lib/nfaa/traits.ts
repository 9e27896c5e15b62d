/** What a repository has in common with others, and a rule of one's own could speak of: licences, tags, words of its name. Pure. */
import { NFAA_TAG, type RepoRef } from '../hub/ref.ts';
import { LICENCE_TAG } from './labels.ts';
import { checkValue } from './rule.ts';
import { NO_LETTERS, type RuleKind } from './ruleset.ts';

export const TRAIT_KINDS = ['tag', 'licence', 'word'] as const satisfies readonly RuleKind[];
export interface Trait {
  kind: (typeof TRAIT_KINDS)[number];
  /** In the form that `checkValue` gives. */
  value: string;
}

/** A menu that is still read. */
const MAX_TAGS = 10;
const MAX_LICENCES = 3;
const MAX_WORDS = 5;
const SHORTEST_WORD = 4;

/**
 * Said by the library, not by whoever made it: a rule about one of these would cover half of the Hub
 * (facts/hub.md c: tags of real models; as are all with a colon: `region:us`, `base_model:…`).
 */
const TECHNICAL = new Set(
  (
    'transformers safetensors pytorch tensorboard tf jax onnx gguf diffusers peft conversational custom_code en ' +
    'endpoints_compatible autotrain_compatible text-generation-inference ' +
    'text-generation text-to-image image-to-image text-classification'
  ).split(' '),
);

/** @param tags `null`: nobody could say; then only its name speaks */
export function traitsOf(ref: RepoRef, tags: readonly string[] | null): Trait[] {
  const lower = [...new Set((tags ?? []).map((tag) => tag.toLowerCase()))];
  const licences = lower
    .filter((tag) => tag.startsWith(LICENCE_TAG))
    .map((tag) => tag.slice(LICENCE_TAG.length));
  const own = lower.filter((tag) => !tag.includes(':') && tag !== NFAA_TAG && !TECHNICAL.has(tag));
  const name = ref.id.slice(ref.id.indexOf('/') + 1).toLowerCase();
  const words = [...new Set(name.replace(NO_LETTERS, ' ').split(' '))].filter(
    (word) => word.length >= SHORTEST_WORD && !/\d/.test(word),
  );
  return [
    ...kept('tag', own, MAX_TAGS),
    ...kept('licence', licences, MAX_LICENCES),
    ...kept('word', words, MAX_WORDS),
  ];
}

function kept(kind: Trait['kind'], values: readonly string[], most: number): Trait[] {
  const checked = values
    .map((value) => checkValue(kind, value))
    .flatMap((one) => (one.ok ? [one.value] : []));
  return [...new Set(checked)].slice(0, most).map((value) => ({ kind, value }));
}
