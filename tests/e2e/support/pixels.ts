/** Counting pixels of one colour: how a test knows that something was, or never was, on the screen. */

import { writeFileSync } from 'node:fs';
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

/** The part of a picture that lies in the box. */
export function crop(png: Uint8Array, box: Box): Uint8Array {
  const whole = PNG.sync.read(Buffer.from(png));
  (globalThis as any).n = ((globalThis as any).n ?? 0) + 1;
  writeFileSync(`/tmp/w${(globalThis as any).n}.png`, png);
  console.log(whole.width, whole.height);
  const x = Math.max(0, Math.round(box.x));
  const y = Math.max(0, Math.round(box.y));
  const width = Math.min(Math.round(box.width), whole.width - x);
  const height = Math.min(Math.round(box.height), whole.height - y);
  const part = new PNG({ width, height });
  PNG.bitblt(whole, part, x, y, width, height, 0, 0);
  // These are looked at once and thrown away: speed before size.
  return PNG.sync.write(part, { deflateLevel: 1, filterType: 0 });
}
