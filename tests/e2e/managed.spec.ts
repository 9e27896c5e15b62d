/** What an administrator hands over is in force, in the real browsers: read by them, not by a test. */
import { startHub } from '../hub/server.ts';
import { driverTest } from './support/fixture.ts';
import { managedCopy, mayHandOver } from './support/policy.ts';
import {
  cardRoot,
  cardStates,
  expect,
  extensionDir,
  HUB,
  type Hub,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const OWNER = SPECIAL.safeModel.split('/')[0]!;

const test = driverTest<Hub>({
  startHub: () => startHub({ quiet: true }),
  extension: (name) =>
    managedCopy(name, extensionDir(name), {
      filter: { on: true, action: 'cover', look: 'plain', unknown: 'nonsense' },
      allowReveal: false,
      rules: [{ kind: 'author', value: OWNER, action: 'cover', reason: 'Not in class.' }],
    }),
});

test('a policy of the browser: its rule and its lock are in force on the Hub, and the options say who set what', async ({
  driver,
}) => {
  test.skip(!mayHandOver(driver.name), 'only root may write where Chromium reads policies');
  const page = await driver.open(`${HUB}/models`);
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'plain', {
    what: 'the rule of the organisation',
    timeout: 20_000,
  });
  await settled(page, 30);
  const cover = await cardRoot(driver, page, SPECIAL.safeModel);
  await cover.waitFor({
    text: /By your organisation.*Your organisation has a rule about its author\..*Locked/,
  });
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['plain']);
  const tree = await driver.accessibleTree(page);
  expect(tree.filter(({ role, name }) => role === 'button' && /^show\b/i.test(name))).toEqual([]);

  const options = await driver.openExtensionPage('/options.html', '#filter');
  const root = await driver.documentOf(options);
  const notice = await root.waitFor({ selector: '.ui-notice', text: /By your organisation/ });
  expect(await notice.text()).toMatch(
    /nobody can change here.*Covers cannot be opened\..*One rule is added to yours\./s,
  );
  await root.waitFor({ selector: '.ui-notice', text: /could not be read.*unknown/s });
  await root.waitFor({ text: /Set by your organisation \(1\)/ });

  // Nothing that is pressed changes it, and whoever presses is told why.
  const isOn = () =>
    options.evaluate(() => document.querySelector<HTMLInputElement>('input[type=checkbox]')!.checked);
  expect(await isOn()).toBe(true);
  await (await root.waitFor({ selector: 'input[type=checkbox]' })).click();
  await root.waitFor({ role: 'alert', text: /Your organisation has set this, so it cannot be changed here/ });
  await until(isOn, { what: 'the switch as it was' });
  await page.reload();
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.safeModel)).toEqual(['plain']);
});
