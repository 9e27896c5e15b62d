/** Is the blur strong enough that neither text nor a face can be made out? Measured in the painted picture. */
import { PNG } from 'pngjs';
import { cardRoot, changeFilter, expect, HUB, productTest, SPECIAL, settled } from './support/product.ts';

const test = productTest();

/** Below this many of 256 levels a bend is only rounding. */
const ROUNDING = 3;

/** How sharply brightness bends from pixel to pixel, on average: letters and outlines make it high, a soft gradient has none of it. */
function detail(png: PNG): number {
  let sum = 0;
  const light = (i: number) => 0.299 * png.data[i]! + 0.587 * png.data[i + 1]! + 0.114 * png.data[i + 2]!;
  const row = png.width * 4;
  for (let y = 1; y < png.height - 1; y++)
    for (let x = 1; x < png.width - 1; x++) {
      const i = y * row + x * 4;
      sum += Math.max(0, Math.abs(2 * light(i) - light(i - 4) - light(i + 4)) - ROUNDING);
      sum += Math.max(0, Math.abs(2 * light(i) - light(i - row) - light(i + row)) - ROUNDING);
    }
  return sum / (png.width * png.height);
}

/** A part of the card where our own label does not lie: the picture of a model card, the upper strip of a Space card. */
const CARDS = [
  {
    name: 'a model card',
    path: '/models?other=not-for-all-audiences',
    id: SPECIAL.nfaaModel,
    width: 84,
    height: 60,
  },
  {
    name: 'a Space card',
    path: '/spaces?other=not-for-all-audiences',
    id: SPECIAL.nfaaSpace,
    width: 280,
    height: 56,
  },
];

for (const { name, path, id, width, height } of CARDS) {
  test(`${name}: less than a twentieth of the detail is left`, async ({ driver }) => {
    const page = await driver.open(`${HUB}${path}`);
    await settled(page);
    await cardRoot(driver, page, id);
    const { x, y } = await page.evaluate(() => {
      const box = document.querySelector('[data-test-card] > a')!.getBoundingClientRect();
      return { x: box.x, y: box.y };
    });
    // The tools sit on the upper edge: below them.
    const clip = { x: x + 4, y: y + 10, width, height: height - 14 };
    await page.mouse.move(0, 0);
    await page.bringToFront();
    const covered = PNG.sync.read(Buffer.from(await page.screenshot({ clip })));
    await changeFilter(driver, { on: false });
    await page.bringToFront();
    const open = PNG.sync.read(Buffer.from(await page.screenshot({ clip })));
    expect(detail(open)).toBeGreaterThan(2);
    expect(detail(covered)).toBeLessThan(detail(open) / 20);
  });
}
