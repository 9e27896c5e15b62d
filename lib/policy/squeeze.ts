/** A page's HTML in few bytes, and back. */

/** Compressed; what is larger is not kept. The Hub's page is some hundred kilobytes before it is compressed. */
export const MAX_KEPT_BYTES = 1_000_000;

export interface Squeezed {
  bytes: Uint8Array;
  gzip: boolean;
}

/** `null` when it stays too large to keep. */
export async function squeeze(html: string): Promise<Squeezed | null> {
  const plain = new TextEncoder().encode(html);
  const gzip = typeof CompressionStream === 'function';
  const bytes = gzip ? await through(plain, new CompressionStream('gzip')) : plain;
  return bytes.byteLength <= MAX_KEPT_BYTES ? { bytes, gzip } : null;
}

/** @throws where it was compressed and the browser cannot undo that any more, or the bytes were damaged */
export async function unsqueeze({ bytes, gzip }: Squeezed): Promise<string> {
  return new TextDecoder().decode(gzip ? await through(bytes, new DecompressionStream('gzip')) : bytes);
}

async function through(
  bytes: Uint8Array,
  change: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(change);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
