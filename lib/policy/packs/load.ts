/** The packs that `public/policy/index.json` lists. */
import { type PolicyPack, parsePack } from '../packs.ts';

/** A plain file name beside the index: nothing that could lead elsewhere. */
const NAME = /^[\w-][\w.-]*\.json$/;

/**
 * Reads and checks every pack that ships with us. One that is not right is left out and reported; the others stand.
 *
 * @param read gives a file of `public/policy/` as parsed JSON.
 * @param report is told, for developers, what is wrong with a pack that was left out.
 * @returns the packs in the order of the index, which is oldest first.
 * @throws Error when the index cannot be read, or no pack of it can.
 */
export async function loadPacks(
  read: (name: string) => Promise<unknown>,
  report: (problem: string) => void = (problem) => console.error(problem),
): Promise<PolicyPack[]> {
  const names = namesOf(await read('index.json'));
  const readings = await Promise.allSettled(
    names.map(async (name) => parsePack(await readNamed(name, read))),
  );
  const packs: PolicyPack[] = [];
  const hashes = new Set<string>();
  const ruleIds = new Set<string>();
  readings.forEach((reading, i) => {
    const problem =
      reading.status === 'rejected' ? messageOf(reading.reason) : clash(reading.value, hashes, ruleIds);
    if (reading.status === 'rejected' || problem !== null) {
      report(`${names[i]} is left out. ${problem}`);
      return;
    }
    hashes.add(reading.value.version.hash);
    for (const { id } of reading.value.rules) ruleIds.add(id);
    packs.push(reading.value);
  });
  if (packs.length === 0)
    throw new Error('None of the policy texts that ship with the extension can be read.');
  return packs;
}

function namesOf(index: unknown): string[] {
  const packs = (index as { packs?: unknown } | null)?.packs;
  if (!Array.isArray(packs) || !packs.every((name) => typeof name === 'string')) {
    throw new Error('policy/index.json: expected { "packs": [file names] }.');
  }
  return packs;
}

async function readNamed(name: string, read: (name: string) => Promise<unknown>): Promise<unknown> {
  if (!NAME.test(name) || name === 'index.json') throw new Error('It is no name of a pack.');
  return read(name);
}

/** Two packs may not be the same text, nor use one rule id for two rules: what is cited must say which is meant. */
function clash(pack: PolicyPack, hashes: Set<string>, ruleIds: Set<string>): string | null {
  if (hashes.has(pack.version.hash)) return 'Another pack has the same text.';
  const twice = pack.rules.find(({ id }) => ruleIds.has(id));
  return twice === undefined ? null : `Another pack has a rule ${twice.id} too.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
