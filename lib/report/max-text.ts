/** How long what people write or select may be, in characters. By themselves, so that content scripts need not load zod for them. */

/** Text of a report (facts/hub.md a: a description holds 65,536; room is left for what we add). */
export const MAX_TEXT = 20_000;
/** Passage that is quoted in a report. */
export const MAX_PASSAGE = 2_000;
/** Answer to one question of a topic. */
export const MAX_ANSWER = 1_000;
