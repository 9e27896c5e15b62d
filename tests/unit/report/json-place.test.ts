import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstFault } from '../../../lib/report/json-place.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['{"a": [1, 2,\n  }', 2, 3],
  ['{"a": 1', 1, 8],
  ['{"a" 1}', 1, 6],
  ['{,}', 1, 2],
  ['[1,]', 1, 4],
  ['{"a":1,}', 1, 8],
  ['[1] 2', 1, 5],
  ['\n\n"abc', 3, 1],
  ['01', 1, 1],
  ['[1.]', 1, 2],
  ['nul', 1, 1],
  ['', 1, 1],
  ['{"a":1]', 1, 7],
])('%j: line %i, column %i', (text, line, column) => {
  expect(isJson(text)).toBe(false);
  expect(firstFault(text)).toEqual({ line, column });
});

test('finds a fault exactly where the browser finds one', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc
          .tuple(fc.json(), fc.nat(40), fc.constantFrom('', ',', '}', ']', '"', '\\', '\n', '1', 'x', ':'))
          .map(([json, at, put]) => json.slice(0, at) + put + json.slice(at + 1)),
        fc
          .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'null', ' ', '-', '.'), {
            maxLength: 8,
          })
          .map((l) => l.join('')),
      ),
      (text) => {
        expect(firstFault(text) === null).toBe(isJson(text));
      },
    ),
    { numRuns: 3_000 },
  );
});

test('a large file is read in a moment, also one that nests without end', () => {
  expect(firstFault('['.repeat(200_000))).toEqual({ line: 1, column: 200_001 });
  expect(firstFault(`["${'a'.repeat(5_000_000)}`)).toEqual({ line: 1, column: 2 });
  expect(firstFault(`[${'"a\\n",\n'.repeat(100_000)}`)).toEqual({ line: 100_001, column: 1 });
});
