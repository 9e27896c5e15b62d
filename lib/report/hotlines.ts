/**
 * Where sexual content involving minors can be reported outside the Hub.
 * General knowledge, not facts about the Hub: check the addresses when a version is released.
 */
export interface Hotline {
  name: string;
  url: string;
  region: string;
}

export const HOTLINES: readonly Hotline[] = [
  { name: 'NCMEC CyberTipline', url: 'https://report.cybertip.org', region: 'United States' },
  { name: 'Internet Watch Foundation', url: 'https://report.iwf.org.uk', region: 'United Kingdom' },
  { name: 'INHOPE, the hotline of your country', url: 'https://www.inhope.org', region: 'Elsewhere' },
];
