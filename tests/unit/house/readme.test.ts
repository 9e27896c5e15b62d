/** The README promises things that can be tried: its examples, links, pictures, commands and flags. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!);

test.each(examples.map((code) => [/from '\.\/([^']+)'/.exec(code)?.[1], code]))(
  'the example with %s runs',
  (_, code) => {
    const said = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', code!], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(said.trim()).not.toBe('');
  },
  20_000,
);

test('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
});

test('every linked file and picture is there', () => {
  const targets = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1]!);
  expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
});

test('every command is one of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+)\b(?=[` \n])/g)].map(
    (match) => match[1]!,
  );
  const wanted = [...new Set(named)].filter((name) => name !== 'with');
  expect(wanted.filter((name) => !(name in scripts))).toEqual([]);
});

test('every flag of npm start is known to it', () => {
  const start = readFileSync(join(ROOT, 'scripts/start.ts'), 'utf8');
  const flags = [...readme.matchAll(/npm start -- (--[a-z-]+)/g)].map((match) => match[1]!);
  expect(flags.length).toBeGreaterThan(4);
  expect(flags.filter((flag) => !start.includes(`'${flag}'`))).toEqual([]);
});
