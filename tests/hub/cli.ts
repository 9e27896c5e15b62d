/** `node tests/hub/cli.ts [--port N] [--seed N]`: a sandbox Hub to look at. */

import { parseArgs } from 'node:util';
import { resolverRules, startHub } from './server.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, seed: { type: 'string' }, repos: { type: 'string' } },
});
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const [port, seed, repos] = [number(values.port), number(values.seed), number(values.repos)];
const hub = await startHub({
  ...(port !== undefined && { port }),
  ...(seed !== undefined && { seed }),
  ...(repos !== undefined && { repos }),
});
console.log(`port ${hub.port}`);
console.log(
  `chromium --ignore-certificate-errors --host-resolver-rules="${resolverRules(hub.port)}" https://huggingface.co/`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => hub.close().then(() => process.exit(0)));
