/** Counting pixels of one colour: how a test knows that something was, or never was, on the screen. */

import { PNG } from 'pngjs';

export type Rgb = readonly [red: number, green: number, blue: number];

export function parseColour(hex: string): Rgb {
  const value = /^#?([0-9a-f]{6})$/i.exec(hex)?.[1];
  if (!value) throw new Error(`A colour looks like #ff00c8, not ${hex}`);
  const number = Number.parseInt(value, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** How many pixels are within `tolerance` of the colour in every channel. */
export function countColour(png: Uint8Array, colour: string, tolerance = 8): number {
  const [red, green, blue] = parseColour(colour);
  const { data } = PNG.sync.read(Buffer.from(png));
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (
      Math.abs(data[i]! - red) <= tolerance &&
      Math.abs(data[i + 1]! - green) <= tolerance &&
      Math.abs(data[i + 2]! - blue) <= tolerance
    )
      count++;
  }
  return count;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function part(whole: PNG, box: Box, upsideDown: boolean): PNG {
  const x = Math.max(0, Math.round(box.x));
  const y = Math.max(0, Math.round(box.y));
  const width = Math.min(Math.round(box.width), whole.width - x);
  const height = Math.min(Math.round(box.height), whole.height - y);
  const page = new PNG({ width, height });
  for (let row = 0; row < height; row++) {
    const from = upsideDown ? whole.height - 1 - (y + row) : y + row;
    PNG.bitblt(whole, page, x, from, width, 1, 0, row);
  }
  return page;
}

/** How many of every 997th byte differ. */
function difference(one: PNG, other: PNG): number {
  let count = 0;
  for (let i = 0; i < one.data.length; i += 997) if (one.data[i] !== other.data[i]) count++;
  return count;
}

/**
 * Cuts the page out of pictures of a whole window. Firefox's software renderer hands them over standing on their
 * heads, others may not: what the page looked like at the end tells which way is up.
 */
export function pageInWindow(frames: Uint8Array[], box: Box, end: Uint8Array): Uint8Array[] {
  const windows = frames.map((frame) => PNG.sync.read(Buffer.from(frame)));
  const last = windows.at(-1);
  if (!last) return [];
  const shown = PNG.sync.read(Buffer.from(end));
  const upsideDown = difference(part(last, box, true), shown) < difference(part(last, box, false), shown);
  // These are looked at once and thrown away: speed before size.
  return windows.map((window) =>
    PNG.sync.write(part(window, box, upsideDown), { deflateLevel: 1, filterType: 0 }),
  );
}
