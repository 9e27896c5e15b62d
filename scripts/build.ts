/** `npm run build`: both extensions into .output/, what they weigh, and whether the guard keeps to its budget. */
import { buildAll, withinBudget } from './lib/bundles.ts';

process.exitCode = (await buildAll()) && withinBudget() ? 0 : 1;
