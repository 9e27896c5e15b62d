/** Reports leave as a file and come back in a fresh profile; nothing is sent to the Hub on the way. */
import { axe } from './support/axe.ts';
import {
  type Driver,
  expect,
  press,
  productTest,
  resetExtension,
  SANDBOX_TOKENS,
  SPECIAL,
  until,
} from './support/product.ts';
import { myReports, postsOf, recordBecomes, recordsIn, signIn } from './support/reporting.ts';

const test = productTest();

declare const chrome: {
  runtime: { sendMessage(message: object): Promise<{ ok: boolean; value: unknown; error?: string }> };
};

/** A report, made through the worker's own door as the panel does; its words are ours to look for. */
async function sendOne(driver: Driver, text: string): Promise<void> {
  const { page } = await myReports(driver);
  const repo = SPECIAL.safeModel;
  await page.evaluate(
    async (id, words) => {
      const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
      const report = {
        id: crypto.randomUUID(),
        reference: 'HS-P0RTAB1E',
        topicId: 'spam',
        topicName: 'Spam',
        citations: [],
        target: {
          repo: { type: 'model', id },
          url: `https://huggingface.co/${id}`,
          sha: null,
          seenAt: Date.now(),
        },
        route: 'public-api',
        text: words,
        createdAt: Date.now(),
      };
      const reply = await api.runtime.sendMessage({ name: 'report.send', data: { report } });
      if (!reply.ok) throw new Error(reply.error);
    },
    repo,
    text,
  );
  await recordBecomes(page, ({ state }) => state === 'confirmed');
  await page.close();
}

test('out of one profile, into a fresh one, and nothing is sent', async ({ driver, hub }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  await sendOne(driver, '=It advertises a casino.');
  expect(postsOf(hub)).toHaveLength(1);

  const out = await myReports(driver);
  await out.root.waitFor({ role: 'heading', name: 'Keep or move your reports' });
  await press(out.root, 'Show what is in it');
  await out.root.waitFor({ selector: '.export-preview', text: /## Spam: / });
  await (await out.root.waitFor({ role: 'radio', name: 'To keep (JSON)' })).click();
  await press(out.root, 'Show what is in it');
  await out.root.waitFor({ selector: '.export-preview', text: /hub-steward\.export\/1/ });
  const text = await out.page.evaluate(() => document.querySelector('.export-preview')!.textContent!);
  expect(JSON.parse(text)).toMatchObject({
    schema: 'hub-steward.export/1',
    records: [{ state: 'confirmed', report: { reference: 'HS-P0RTAB1E', text: '=It advertises a casino.' } }],
  });
  expect(await axe(out.page)).toEqual([]);
  await out.page.close();

  // As on a new device, with the same account: what came from a file must not be sent even then.
  await resetExtension(driver);
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, root } = await myReports(driver);
  const file = JSON.parse(text) as { records: { id: string; report: { id: string }; state: string }[] };
  const waiting = structuredClone(file.records[0]!);
  waiting.id = crypto.randomUUID();
  waiting.report.id = waiting.id;
  waiting.state = 'queued';
  file.records.push(waiting);
  await (await root.waitFor({ text: 'Paste the text instead' })).click();
  await page.evaluate((json) => {
    const box = document.querySelector('textarea.export-paste') as HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(box, json);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, JSON.stringify(file));
  await press(root, 'Look what is in it');
  await root.waitFor({ selector: '.ui-notice-title', text: /would bring 2 reports/ });
  expect(await recordsIn(page)).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await press(root, 'Take them in');
  await root.waitFor({ text: /2 reports taken in\. Nothing was sent\./ });
  const states = async () => (await recordsIn(page)).map(({ state }) => state).sort();
  expect(await states()).toEqual(['cancelled', 'confirmed']);

  // A worker that starts anew finds nothing to do either.
  await driver.killBackground();
  const again = await myReports(driver);
  await until(async () => (await recordsIn(again.page)).length === 2, { what: 'the list' });
  expect(postsOf(hub)).toHaveLength(1);
  await again.page.close();

  await press(root, 'Undo');
  await root.waitFor({ text: /Undone: 2 removed again/ });
  expect(await recordsIn(page)).toEqual([]);
  expect(postsOf(hub)).toHaveLength(1);
});

test('a file that is none of ours is told with its place, and the way on leads to the field', async ({
  driver,
}) => {
  const { page, root } = await myReports(driver);
  const choose = await page.waitForSelector('.export input[type=file]');
  expect(choose).toBeTruthy();
  await (await root.waitFor({ text: 'Paste the text instead' })).click();
  await page.type('textarea.export-paste', '{"schema": }');
  await press(root, 'Look what is in it');
  await root.waitFor({ role: 'alert', text: /not JSON \(line 1, column 12\)/ });
  await press(root, 'Choose another file');
  await until(() => page.evaluate(() => document.activeElement?.getAttribute('type') === 'file'), {
    what: 'the focus on the field',
  });
});
