/** The figures that people read are those that were measured, and the eyes of the bench see what is on a picture. */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { look, lookAtAll } from '../../bench/frames.ts';
import { readPng } from '../../bench/png.ts';
import {
  LATEST_TABLE,
  type Latest,
  README,
  Results,
  readLatest,
  tableOf,
  withTable,
} from '../../bench/results.ts';
import { NFAA_COLOUR } from '../../hub/special.ts';

const text = (file: string) => readFileSync(file, 'utf8');

describe('the table of figures', () => {
  it('in latest.md is made of latest.json', () => {
    expect(text(LATEST_TABLE)).toBe(tableOf(readLatest()));
  });

  it('in the README is the same', () => {
    const readme = text(README);
    expect(readme).toBe(withTable(readme, tableOf(readLatest())));
  });

  it('shows what is over its budget in bold, and a dash for what was not run', () => {
    const at = '2026-11-22';
    const table = tableOf({
      browsers: { chromium: 'Chromium 140.0' },
      rows: [
        {
          group: 'index',
          what: 'look-ups',
          budget: '≤ 1',
          chromium: { text: '1.2', holds: false, at },
          firefox: { text: '0.8', holds: true, at },
        },
        { group: 'index', what: 'reading', chromium: { text: '3', at } },
      ],
    });
    expect(table).toContain('| look-ups | ≤ 1 | **1.2** | 0.8 |');
    expect(table).toContain('| reading | – | 3 | – |');
    expect(table).toContain('2026-11-22 with Chromium 140.0.');
  });

  it('keeps what was not run, and drops what is not measured any more', () => {
    const figure = (text: string) => ({ text, at: '2026-11-01' });
    const before: Latest = {
      browsers: { firefox: 'Firefox 140.0' },
      rows: [
        { group: 'requests', what: 'a listing', chromium: figure('1') },
        { group: 'index', what: 'look-ups', budget: '≤ 2', chromium: figure('2'), firefox: figure('3') },
        { group: 'index', what: 'gone', chromium: figure('4') },
      ],
    };
    const results = new Results('index', 'chromium', new Date('2026-11-22T12:00:00Z'), () => {});
    results.put({ what: 'look-ups', budget: '≤ 1' }, '0.9', true);
    const now = { text: '0.9', holds: true, at: '2026-11-22' };
    const lookUps = { group: 'index', what: 'look-ups', budget: '≤ 1', chromium: now, firefox: figure('3') };
    const listing = before.rows[0];
    const browsers = { chromium: 'Chromium 141.0', firefox: 'Firefox 140.0' };
    expect(results.mergedInto(before, true, 'Chromium 141.0')).toEqual({
      browsers,
      rows: [lookUps, listing],
    });
    const { rows } = results.mergedInto(before, false, 'Chromium 141.0');
    expect(rows).toEqual([lookUps, before.rows[2], listing]);
  });

  it('refuses a README without a place for it', () => {
    expect(() => withTable('# Hub Steward\n', 'table')).toThrow(/no place/);
  });
});

const [WIDTH, HEIGHT] = [120, 90];
type Box = [colour: string, left: number, top: number, width: number, height: number];

function picture(...boxes: Box[]): PNG {
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  const all: Box[] = [['#fafafa', 0, 0, WIDTH, HEIGHT], ...boxes];
  for (const [colour, left, top, width, height] of all)
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++)
        png.data.set([...Buffer.from(colour.slice(1), 'hex'), 255], (y * WIDTH + x) * 4);
  return png;
}

/** Every way to write a line, so that none is read wrong. */
const FILTERS = [0, 1, 2, 3, 4];
const seenOn = (...boxes: Box[]) => look(PNG.sync.write(picture(...boxes)));
const NOTHING = { tagged: 0, safe: 0, covered: 0, blank: 0 };
const edge: Box = ['#0000ff', 10, 10, 8, 30];
const ground: Box = ['#00ff00', 18, 10, 60, 30];

describe('the eyes of the bench', () => {
  it('read a picture as it was written', () => {
    const png = picture([NFAA_COLOUR, 3, 5, 40, 20], ['#123456', 30, 12, 50, 60]);
    for (let i = 0; i < png.data.length; i++) if (i % 4 !== 3) png.data[i] = (png.data[i]! + i * i) & 255;
    for (const filterType of FILTERS)
      for (const colorType of [2, 6] as const) {
        const { data, step } = readPng(PNG.sync.write(png, { filterType, colorType }));
        const pixels = Array.from({ length: WIDTH * HEIGHT }, (_, i) => [
          ...data.slice(i * step, i * step + 3),
        ]);
        const written = pixels.map((_, i) => [...png.data.subarray(i * 4, i * 4 + 3)]);
        expect(pixels, `filter ${filterType}, colours ${colorType}`).toEqual(written);
      }
  });

  it('see nothing on a page without cards', () => {
    expect(seenOn()).toEqual(NOTHING);
  });

  it('see the smallest spot of tagged content', () => {
    expect(seenOn([NFAA_COLOUR, 50, 50, 2, 1])).toEqual({ ...NOTHING, tagged: 2 });
  });

  it('tell a safe card that is shown from one that is covered, and from one that is blank', () => {
    expect(seenOn(edge, ground)).toEqual({ ...NOTHING, safe: 1 });
    expect(seenOn(edge)).toEqual({ ...NOTHING, safe: 1, covered: 1 });
    expect(seenOn(['#ffff00', 10, 10, 8, 30])).toEqual({ ...NOTHING, safe: 1, blank: 1 });
  });

  it('count cards one above the other', () => {
    const below: Box = ['#0000ff', 10, 50, 8, 30];
    expect(seenOn(edge, ground, below)).toEqual({ ...NOTHING, safe: 2, covered: 1 });
  });

  it('look at every frame, of which many are the same', () => {
    const [empty, shown] = [PNG.sync.write(picture()), PNG.sync.write(picture(edge, ground))];
    expect(lookAtAll([empty, shown, empty, shown]).map(({ safe }) => safe)).toEqual([0, 1, 0, 1]);
  });
});
