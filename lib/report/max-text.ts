/** Longest text of a report, in characters (facts/hub.md a: a description holds 65,536; room is left for what we add). */
export const MAX_TEXT = 20_000;
