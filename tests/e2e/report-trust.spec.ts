/** Who may press our buttons, with what hands, and what hostile words can do: nothing. */
import type { Page } from 'puppeteer-core';
import {
  expect,
  HUB,
  openPanel,
  ours,
  press,
  productTest,
  SANDBOX_TOKENS,
  SPECIAL,
} from './support/product.ts';
import { pickTopic, postsOf, previewOf, reportOn, SEND, sendIt, signIn, write } from './support/reporting.ts';

const test = productTest();
const { safeModel, hostileModel } = SPECIAL;

/** All that a page's script can do to our elements. */
async function attack(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const hosts = [...document.querySelectorAll<HTMLElement>('[data-steward-ui]')];
    const init = { bubbles: true, cancelable: true, composed: true };
    for (const host of hosts) {
      const { x, y, width, height } = host.getBoundingClientRect();
      const at = { ...init, clientX: x + width / 2, clientY: y + height / 2, button: 0, view: window };
      for (const target of [host, document.elementFromPoint(at.clientX, at.clientY) ?? document.body]) {
        for (const type of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, at));
        for (const type of ['mousedown', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(type, at));
        for (const key of ['Enter', ' '])
          for (const type of ['keydown', 'keypress', 'keyup'])
            target.dispatchEvent(new KeyboardEvent(type, { ...init, key }));
        (target as HTMLElement).focus();
        (target as HTMLElement).click();
      }
      if (host.shadowRoot) throw new Error('the root is open');
    }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return hosts.length;
  });
}

test('a page’s own events open nothing and send nothing', async ({ driver, hub }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const page = await driver.open(`${HUB}/${safeModel}`);
  await (await driver.closedRoot(page, 'h1 > [data-steward-ui]')).waitFor({ role: 'button' });
  expect(await attack(page)).toBeGreaterThan(0);
  expect(await driver.closedRoots(page, '[data-steward-ui="panel"]')).toEqual([]);

  const panel = await openPanel(driver, page);
  await pickTopic(panel, 'malware', 'Malware');
  await write(panel, 'x');
  await press(panel, 'Preview');
  await panel.waitFor({ role: 'button', name: SEND });
  await attack(page);
  await panel.waitFor({ role: 'button', name: SEND });
  expect(postsOf(hub)).toEqual([]);
  // A person's press does what theirs could not.
  await sendIt(panel);
  expect(postsOf(hub)).toHaveLength(1);
});

test('hostile names and hostile words change nothing of the report’s shape', async ({ driver, hub }) => {
  const words =
    '</details>\n```\n# Owned by the author\n<script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\n' +
    '@everyone ![p](https://evil.test/p.png) [safe](javascript:alert(1))\n- [x] done\n> **Rule**, quoted\n---';
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, `${hostileModel}/blob/main/evil.py`);
  await pickTopic(panel, 'malware', 'Malware');
  await write(panel, words);
  await press(panel, 'Preview');
  const shown = await previewOf(panel);
  await sendIt(panel);

  const [made, ...more] = ours(hub, 'model', hostileModel);
  expect(more).toEqual([]);
  const thread = hub.state.discussions[`model:${hostileModel}`]!.find(({ num }) => num === made!.num)!;
  const body = thread.events[0]!.raw!;
  expect(body).toBe(shown.body);
  expect(body.match(/<\/?[a-z]+/g), 'no tags but ours').toEqual([
    '<details',
    '<summary',
    '</summary',
    '</details',
  ]);
  expect(body.match(/^```.*$/gm)).toEqual(['```json', '```']);
  expect(body.match(/^\s*#/gm), 'no headings').toBeNull();
  expect(body).not.toMatch(/@\w/);
  // What stands behind a backslash is only itself, and the JSON lies in a block of code.
  const marks = body.split('<details>')[0]!.replace(/\\./g, '');
  expect(marks.match(/!\[|\]\((?!https:\/\/huggingface\.co\/)/g), 'no pictures, no foreign links').toBeNull();
  expect(body.match(/^\*\*[^*]+\*\*/gm)?.slice(-2)).toEqual([
    '**In the reporter’s words:**',
    '**Asked for:**',
  ]);
  const json = /```json\n([\s\S]+?)\n```/.exec(body)?.[1] ?? '';
  expect(JSON.parse(json)).toMatchObject({
    schema: 'hub-steward.report/1',
    target: { repo: { type: 'model', id: hostileModel }, path: 'evil.py' },
    text: words,
  });

  await page.goto(`${HUB}/${hostileModel}/discussions/${made!.num}`);
  expect(await page.evaluate(() => (globalThis as { __pwned?: number }).__pwned)).toBeUndefined();
});
