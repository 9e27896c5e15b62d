/** Pictures in repositories: real PNG, so that a page decodes what a browser would get, in the colours of the thumbnails. */

import { PNG } from 'pngjs';
import { hash } from './random.ts';
import { NFAA_COLOUR } from './special.ts';
import { SAFE_COLOURS } from './thumbs.ts';

/** Text of a file that stands for a picture: the state stays plain text. */
export const PICTURE = 'sandbox picture\n';

const WIDTH = 320;
const HEIGHT = 200;
const drawn = new Map<string, Buffer>();

const rgb = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));

/** One picture a repository: NFAA_COLOUR and a dark bar for a sensitive one, else two safe colours. */
export function picture(id: string, nfaa: boolean): Buffer {
  const key = `${id} ${nfaa}`;
  const known = drawn.get(key);
  if (known) return known;
  const h = hash(id);
  const ground = rgb(nfaa ? NFAA_COLOUR : (SAFE_COLOURS[h % SAFE_COLOURS.length] as string));
  const bar = rgb(nfaa ? '#222222' : (SAFE_COLOURS[(h >>> 4) % SAFE_COLOURS.length] as string));
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const inBar = Math.floor(i / WIDTH) >= HEIGHT - 24 && i % WIDTH < WIDTH / 2 + (h % 80);
    png.data.set([...(inBar ? bar : ground), 255], i * 4);
  }
  const made = PNG.sync.write(png);
  drawn.set(key, made);
  return made;
}
