/** Reading PNG pictures fast: thousands of painted frames are looked at once, each, and thrown away. */
import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Bytes a pixel: red, green, blue, and perhaps alpha. */
  step: number;
  data: Uint8Array;
}

const HEAD = 8;

/** What both browsers and pngjs write: eight bits a channel, not interlaced. */
export function readPng(file: Uint8Array): Picture {
  const png = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const packed: Buffer[] = [];
  for (let at = HEAD; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, colours, , , interlaced] = png.subarray(24, 29);
  const step = { 2: 3, 6: 4 }[colours!];
  if (bits !== 8 || !step || interlaced) throw new Error('A frame that is no plain RGB picture');
  const raw = inflateSync(Buffer.concat(packed), { chunkSize: (width * step + 1) * height });
  return { width, height, step, data: unfilter(raw, width * step, height, step) };
}

/** Each line is written as differences from its neighbours (PNG specification, 9: Filtering); a loop for each way, for speed. */
function unfilter(raw: Buffer, line: number, height: number, step: number): Uint8Array {
  const data = new Uint8Array(line * height);
  let above = new Uint8Array(line);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)];
    const row = data.subarray(y * line, (y + 1) * line);
    row.set(raw.subarray(y * (line + 1) + 1, (y + 1) * (line + 1)));
    if (filter === 1) for (let x = step; x < line; x++) row[x]! += row[x - step]!;
    else if (filter === 2) for (let x = 0; x < line; x++) row[x]! += above[x]!;
    else if (filter === 3)
      for (let x = 0; x < line; x++) row[x]! += ((x < step ? 0 : row[x - step]!) + above[x]!) >> 1;
    else if (filter === 4)
      for (let x = 0; x < line; x++)
        row[x]! += x < step ? above[x]! : paeth(row[x - step]!, above[x]!, above[x - step]!);
    above = row;
  }
  return data;
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
