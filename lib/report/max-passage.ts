/** Longest passage that is quoted in a report. By itself, so that the drawing need not load zod for it. */
export const MAX_PASSAGE = 2_000;
