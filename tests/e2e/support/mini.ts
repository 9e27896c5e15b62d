/** The harness's own guinea pigs: a four-page https server and an extension of thirty lines, made afresh for each run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { BrowserName } from './contract.ts';

export interface MiniHub {
  port: number;
  /** Paths asked for, in order. */
  seen: string[];
  /** Calls to /api/stall that are being held open now. */
  stalled(): number;
  /** Answers every held call, and all later ones at once. */
  release(): void;
  close(): Promise<void>;
}

const PAGE = `<!doctype html><title>mini</title><meta charset="utf-8">
<body style="margin:0;height:3000px"><h1>Mini hub</h1><p id="host-goes-here"></p>
<script>window.pageClicks=0;addEventListener('click',()=>window.pageClicks++)</script>`;

const SPACE = `<!doctype html><title>space</title><h1>A space</h1>`;

export async function startMiniHub(): Promise<MiniHub> {
  const pems = await generate([{ name: 'commonName', value: 'huggingface.co' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'huggingface.co' }] }],
  });
  const seen: string[] = [];
  const held = new Set<() => void>();
  let released = false;
  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    const path = request.url ?? '/';
    seen.push(`${request.headers.host}${path}`);
    const json = (value: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (path.startsWith('/api/stall') && !released) {
      const answer = () => json({ stalled: true });
      held.add(answer);
      response.on('close', () => held.delete(answer));
    } else if (path.startsWith('/api/')) json({ ok: true, path });
    else {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(request.headers.host?.endsWith('.hf.space') ? SPACE : PAGE);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    stalled: () => held.size,
    release: () => {
      released = true;
      for (const answer of [...held]) answer();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const CONTENT = `
const host = document.createElement('div');
host.id = 'mini-host';
const root = host.attachShadow({ mode: 'closed' });
root.innerHTML = '<style>button{margin-top:900px;width:120px;height:40px}' +
  '.swatch{width:40px;height:40px;background:#ff00c8}</style>' +
  '<div class="swatch"></div><button aria-label="Ask the hub">Ask</button>' +
  '<label>Words <textarea></textarea></label><output></output>' +
  '<div id="inner"></div>';
root.getElementById('inner').attachShadow({ mode: 'closed' }).innerHTML = '<button>Deeper</button>';
const out = root.querySelector('output');
root.querySelector('button').addEventListener('click', async (event) => {
  out.textContent = 'trusted ' + event.isTrusted;
  try {
    const answer = await api.runtime.sendMessage({ path: root.querySelector('textarea').value || '/api/x' });
    out.textContent += ' ' + JSON.stringify(answer);
  } catch (error) { out.textContent += ' failed: ' + error.message; }
});
document.body.append(host);
`;

const BACKGROUND = `
globalThis.born = Date.now() + Math.random();
api.runtime.onMessage.addListener((message, sender, reply) => {
  if (message === 'born') { reply(born); return; }
  fetch('https://huggingface.co' + message.path).then((r) => r.json()).then(reply, (e) => reply({ error: String(e) }));
  return true;
});
`;

const OPTIONS = `<!doctype html><meta charset="utf-8"><title>Options</title><button id="go">Born?</button><output></output>
<script src="options.js"></script>`;

const OPTIONS_SCRIPT = `document.getElementById('go').onclick = async () => {
  document.querySelector('output').textContent = 'born ' + await api.runtime.sendMessage('born');
};`;

const API = `globalThis.api ??= globalThis.browser ?? globalThis.chrome;\n`;

/** Writes an unpacked extension for one browser; the caller removes it. */
export function writeMiniExtension(browser: BrowserName): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), `mini-extension-${browser}-`));
  const manifest = {
    manifest_version: 3,
    name: 'Mini',
    version: '1.0',
    permissions: ['storage'],
    host_permissions: ['https://huggingface.co/*'],
    background: browser === 'chromium' ? { service_worker: 'background.js' } : { scripts: ['background.js'] },
    content_scripts: [{ matches: ['https://huggingface.co/*'], js: ['content.js'] }],
    options_ui: { page: 'options.html', open_in_tab: true },
    ...(browser === 'firefox' && { browser_specific_settings: { gecko: { id: 'mini@harness.invalid' } } }),
  };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'content.js'), API + CONTENT);
  writeFileSync(join(dir, 'background.js'), API + BACKGROUND);
  writeFileSync(join(dir, 'options.html'), OPTIONS);
  writeFileSync(join(dir, 'options.js'), API + OPTIONS_SCRIPT);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
