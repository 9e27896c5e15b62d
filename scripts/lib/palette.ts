/**
 * Small PNG files: at most 256 colours, one byte a pixel. Screens hold few colours, and a README is read over the network.
 * pngjs reads; it cannot write palettes, which are little more than a table before the pixels.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { PNG } from 'pngjs';

const COLOURS = 256;

type Colour = [red: number, green: number, blue: number];
interface Counted {
  colour: Colour;
  count: number;
}

const keyAt = (data: Buffer, at: number) => (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
const colourOf = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];

function count(data: Buffer): Counted[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const key = keyAt(data, at);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, n]) => ({ colour: colourOf(key), count: n }));
}

/** The channel in which these colours differ most, and by how much. */
function widest(box: Counted[]): { channel: 0 | 1 | 2; width: number } {
  const widths = ([0, 1, 2] as const).map((channel) => {
    let [low, high] = [255, 0];
    for (const { colour } of box) {
      low = Math.min(low, colour[channel]);
      high = Math.max(high, colour[channel]);
    }
    return { channel, width: high - low };
  });
  return widths.reduce((a, b) => (b.width > a.width ? b : a));
}

/** Rare colours count too, else thin text would lose its own. */
const weight = (box: Counted[]) => box.reduce((sum, { count: n }) => sum + Math.sqrt(n), 0);

/** Median cut: the box that errs most is split until there are enough. */
function choose(all: Counted[]): Colour[] {
  if (all.length <= COLOURS) return all.map(({ colour }) => colour);
  const boxes = [{ box: all, ...widest(all), heft: weight(all) }];
  while (boxes.length < COLOURS) {
    const worst = boxes.reduce((a, b) => (b.width * b.width * b.heft > a.width * a.width * a.heft ? b : a));
    if (worst.width === 0) break;
    const sorted = worst.box.sort((a, b) => a.colour[worst.channel] - b.colour[worst.channel]);
    let [seen, cut] = [0, 0];
    while (cut < sorted.length - 1 && seen < worst.heft / 2) seen += Math.sqrt(sorted[cut++]!.count);
    const halves = [sorted.slice(0, Math.max(1, cut)), sorted.slice(Math.max(1, cut))];
    boxes.splice(
      boxes.indexOf(worst),
      1,
      ...halves.map((box) => ({ box, ...widest(box), heft: weight(box) })),
    );
  }
  return boxes.map(({ box }) => mean(box));
}

/** Of the commonest there is most on the screen: it stands as it is. */
function mean(box: Counted[]): Colour {
  const total = box.reduce((sum, { count: n }) => sum + n, 0);
  const first = box.reduce((a, b) => (b.count > a.count ? b : a));
  if (first.count > total / 2) return first.colour;
  const part = (channel: 0 | 1 | 2) =>
    Math.round(box.reduce((sum, { colour, count: n }) => sum + colour[channel] * n, 0) / total);
  return [part(0), part(1), part(2)];
}

function nearest(palette: Colour[], [red, green, blue]: Colour): number {
  let [best, error] = [0, Number.POSITIVE_INFINITY];
  for (const [index, [r, g, b]] of palette.entries()) {
    const d = 2 * (r - red) ** 2 + 4 * (g - green) ** 2 + 3 * (b - blue) ** 2;
    if (d < error) [best, error] = [index, d];
  }
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The picture as a PNG file with a palette. What is transparent becomes opaque: screenshots are. */
export function writeSmall({ width, height, data }: PNG): Buffer {
  const palette = choose(count(data));
  const indexes = new Map<number, number>();
  // One byte before each row says how it is filtered: not at all, which suits palettes best.
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const key = keyAt(data, (y * width + x) * 4);
      let index = indexes.get(key);
      if (index === undefined) {
        index = nearest(palette, colourOf(key));
        indexes.set(key, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
