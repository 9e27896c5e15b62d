/** Generated pictures: thumbnails (SVG, from a name alone) and avatars. */

import { hash } from './random.ts';
import { esc } from './readme.ts';
import { NFAA_COLOUR } from './special.ts';

/** Colours of safe thumbnails: none may come near NFAA_COLOUR, or a pixel test would cry wolf. */
export const SAFE_COLOURS = [
  '#2f7d6d',
  '#3b6fb6',
  '#b7791f',
  '#5b8c3a',
  '#4c5a7d',
  '#8a5a34',
  '#2b8a9e',
  '#6f7f2a',
];

function svg(body: string, size = 160): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="${size}" height="${size}">${body}</svg>`;
}

/** A repository's thumbnail. Sensitive ones are mostly NFAA_COLOUR with a drawn face and the word. */
export function thumbnail(id: string, nfaa: boolean): string {
  const h = hash(id);
  if (nfaa) {
    const smile = 96 + (h % 10);
    return svg(`<rect width="160" height="160" fill="${NFAA_COLOUR}"/>
<circle cx="80" cy="72" r="34" fill="#ffd9a0" stroke="#222" stroke-width="3"/>
<circle cx="68" cy="66" r="4.5" fill="#222"/><circle cx="92" cy="66" r="4.5" fill="#222"/>
<path d="M64 82 Q80 ${smile} 96 82" fill="none" stroke="#222" stroke-width="4" stroke-linecap="round"/>
<text x="80" y="142" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="26" fill="#222">NFAA</text>`);
  }
  const base = SAFE_COLOURS[h % SAFE_COLOURS.length];
  const other = SAFE_COLOURS[(h >>> 4) % SAFE_COLOURS.length];
  const shapes = Array.from({ length: 4 }, (_, i) => {
    const k = hash(`${id}#${i}`);
    const [x, y, r] = [k % 160, (k >>> 8) % 160, 18 + ((k >>> 16) % 34)];
    return k % 2
      ? `<circle cx="${x}" cy="${y}" r="${r}" fill="#fff" opacity=".22"/>`
      : `<rect x="${x - r}" y="${y - r}" width="${r * 2}" height="${r}" rx="8" fill="${other}" opacity=".6"/>`;
  }).join('');
  const letter = esc((id.split('/')[1] ?? id).slice(0, 1).toUpperCase());
  return svg(`<rect width="160" height="160" fill="${base}"/>${shapes}<text x="80" y="106" text-anchor="middle"
font-family="sans-serif" font-weight="700" font-size="76" fill="#fff">${letter}</text>`);
}

/** An account's avatar. */
export function avatar(name: string): string {
  const h = hash(name);
  return svg(
    `<rect width="160" height="160" fill="${SAFE_COLOURS[h % SAFE_COLOURS.length]}"/><circle cx="80" cy="64" r="30" fill="#fff" opacity=".85"/>
<path d="M28 150a52 52 0 0 1 104 0z" fill="#fff" opacity=".85"/>`,
    80,
  );
}
