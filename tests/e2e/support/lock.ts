/** The lock, as a person sets it on the options page. */
import type { Driver } from './contract.ts';
import { press, until } from './product.ts';
import type { ShadowHandle } from './shadow.ts';

export const PIN = 'heron4071';

/** Types into the field of that label. */
export async function typeInto(root: ShadowHandle, label: string, text: string): Promise<void> {
  const id = await until(
    () =>
      root.page.evaluate(
        (name) => [...document.querySelectorAll('label')].find((one) => one.textContent === name)?.htmlFor,
        label,
      ),
    { what: `the field ${label}` },
  );
  await (await root.waitFor({ selector: `[id="${id}"]` })).type(text);
}

/** Sets a PIN that forbids opening covers, too. */
export async function lockCovers(driver: Driver): Promise<void> {
  const page = await driver.openExtensionPage('/options.html', 'input[role=switch]');
  const root = await driver.documentOf(page);
  await typeInto(root, 'New PIN', PIN);
  await typeInto(root, 'New PIN again', PIN);
  await press(root, 'Also lock revealing', 'checkbox');
  await press(root, 'Set the PIN and lock');
  await root.waitFor({ text: /^Locked with a PIN\. Covers cannot be opened/ }, { timeout: 10_000 });
  await page.close();
}
