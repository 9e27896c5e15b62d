/** The packs that ship with us, as the extension reads them. */
import { readFileSync } from 'node:fs';
import { type PolicyPack, parsePack } from '../../../lib/policy/packs.ts';

const FOLDER = new URL('../../../public/policy/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

/** In the order of `index.json`: oldest first. */
export const shippedPacks: readonly PolicyPack[] = (read('index.json') as { packs: string[] }).packs.map(
  (file) => parsePack(read(file)),
);

export const pack2023 = shippedPacks.find(({ version }) => version.printedDate === '2023-08-30')!;
export const pack2025 = shippedPacks.find(({ version }) => version.printedDate === '2025-04-10')!;
