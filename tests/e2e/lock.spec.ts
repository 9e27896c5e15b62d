/** The lock on the options page: a PIN, as a person meets it. What it holds and how it is guessed is in unit tests. */
import type { Page } from 'puppeteer-core';
import { axe } from './support/axe.ts';
import { PIN, typeInto } from './support/lock.ts';
import { expect, press, productTest, until } from './support/product.ts';

const test = productTest();

const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement;
    return { label: at.labels?.[0]?.textContent ?? at.textContent, value: at.value };
  });

test('set, refused, unlocked, locked again, guessed at', async ({ driver }) => {
  test.setTimeout(90_000);
  const page = await driver.openExtensionPage('/options.html', 'input[role=switch]');
  const root = await driver.documentOf(page);
  const everyoneCanUseIt = async (state: string) => {
    for (const colourScheme of ['light', 'dark'] as const) {
      await driver.emulate(page, { colourScheme, reducedMotion: true });
      expect(await axe(page, 'section[aria-labelledby="lock"]'), `${state}, ${colourScheme}`).toEqual([]);
    }
  };
  await root.waitFor({ text: 'No PIN is set.' });
  await everyoneCanUseIt('none');

  await typeInto(root, 'New PIN', PIN);
  await typeInto(root, 'New PIN again', 'heron407');
  await press(root, 'Set the PIN and lock');
  await root.waitFor({ role: 'alert', text: /not the same/ });
  expect(await focused(page)).toEqual({ label: 'New PIN again', value: '' });
  await typeInto(root, 'New PIN again', PIN);
  await press(root, 'Set the PIN and lock');
  await root.waitFor({ text: 'Locked with a PIN. Covers can be opened.' }, { timeout: 10_000 });
  expect((await focused(page)).label).toBe('Lock');
  await everyoneCanUseIt('locked');

  const filter = await root.waitFor({ role: 'switch', name: 'Filter sensitive repositories' });
  await filter.click();
  await root.waitFor({ role: 'alert', text: /locked with a PIN/ });
  expect((await filter.info()).checked).toBe(true);

  await typeInto(root, 'PIN', 'heron4072');
  await press(root, 'Unlock for 10 minutes');
  await root.waitFor({ role: 'alert', text: /4 more tries/ }, { timeout: 10_000 });
  expect(await focused(page)).toEqual({ label: 'PIN', value: '' });
  await everyoneCanUseIt('wrong');

  await typeInto(root, 'PIN', PIN);
  await press(root, 'Unlock for 10 minutes');
  await root.waitFor({ text: /Unlocked for 10 minutes more/ }, { timeout: 10_000 });
  await everyoneCanUseIt('open');
  await filter.click();
  await until(async () => !(await filter.info()).checked, { what: 'the filter to be off' });
  await press(root, 'Lock now');
  await root.waitFor({ text: /Locked with a PIN/ }, { timeout: 10_000 });

  for (let tries = 0; tries < 5; tries++) {
    await typeInto(root, 'PIN', '00000');
    await press(root, 'Unlock for 10 minutes');
    await root.waitFor(
      { role: 'alert', text: tries < 4 ? new RegExp(`(${4 - tries}|One) more tr`) : /Wait until/ },
      { timeout: 10_000 },
    );
  }
  await root.waitFor({ text: /The next try is possible in 0:[0-3]\d/ });
  expect(await page.evaluate(() => document.querySelector('[role=timer] ~ [role=status]')?.textContent)).toBe(
    'Wait up to 30 seconds before the next try.',
  );
  await everyoneCanUseIt('waiting');

  // Killing the worker gives no free try.
  await driver.killBackground();
  const again = await driver.documentOf(await driver.openExtensionPage('/options.html', '[role=timer]'));
  await again.waitFor({ text: /The next try is possible in/ });
});
