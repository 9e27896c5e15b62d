/** How a version of the Content Policy stands, in words, everywhere the same. Pure. */
export interface PolicyStanding {
  standing: 'in-force' | 'upcoming' | 'past';
  /** The Hub was seen to show the text in force. */
  basisSeen: boolean;
  /** It prints a later date than the text in force does. */
  later: boolean;
}

/** Nothing is called in force that the Hub was never seen to show, and nothing replaced that may be the newer text. */
export function policyStanding({ standing, basisSeen, later }: PolicyStanding): string {
  if (standing === 'upcoming') return 'not in force yet';
  if (standing === 'in-force') return basisSeen ? 'in force' : 'newest whole text known';
  return !basisSeen && later ? 'newer, known in part' : 'not the text in force';
}
