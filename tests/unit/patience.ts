/** Waiting for a condition, on a machine with much else to do: a second, as vitest has it, is too short for that. */
import { vi } from 'vitest';

const LONG_ENOUGH_MS = 15_000;
const { waitFor } = vi;

vi.waitFor = (callback, options) => waitFor(callback, options ?? { timeout: LONG_ENOUGH_MS, interval: 20 });
