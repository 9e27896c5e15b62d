import { defineConfig } from 'wxt';
import { LEGAL_PATHS } from './lib/hub/legal.ts';

/** Why each permission: ARCHITECTURE.md, "Permissions". A test compares the built manifests with this list. */
export const PERMISSIONS = ['activeTab', 'storage', 'alarms', 'scripting', 'contextMenus'];
/** Asked for when somebody switches it on (lib/platform/notify.ts). */
export const OPTIONAL_PERMISSIONS = ['notifications'];
export const HOSTS = ['https://huggingface.co/*'];

/**
 * The Hub's client id of this build (lib/account/client.ts), which differs by browser where the redirect addresses are registered
 * apart: `HUB_STEWARD_CLIENT_ID`, or `HUB_STEWARD_CLIENT_ID_CHROME` and `…_FIREFOX`. Empty: tokens only.
 */
const clientId = (browser: string): string =>
  process.env[`HUB_STEWARD_CLIENT_ID_${browser.toUpperCase()}`] ?? process.env.HUB_STEWARD_CLIENT_ID ?? '';

/**
 * `identity` is for signing in without typing a code, so only builds that can sign in name it. Chrome gives it when somebody does
 * so; Firefox has it only as a required one (its schema: `PermissionNoPrompt`). Neither warns of it.
 */
const identityIn = (browser: string, firefox: boolean): string[] =>
  clientId(browser) !== '' && firefox === (browser === 'firefox') ? ['identity'] : [];

/** Another application lives under `/chat`; it has no repositories (facts/hub-dom.md 8). */
const EVERYWHERE = { matches: HOSTS, exclude_matches: ['https://huggingface.co/chat/*'] };

/** Nothing that merely begins alike: `/privacy-lab` is an account. */
const LEGAL_PAGES = Object.values(LEGAL_PATHS)
  .flat()
  .flatMap((path) => ['', '/', '?*'].map((rest) => `https://huggingface.co${path}${rest}`));

/** Why these keys: lib/platform/shortcuts.ts. */
const key = (letter: string) => ({ default: `Alt+Shift+${letter}`, mac: `MacCtrl+Shift+${letter}` });

/**
 * The framework's wrapper of an unlisted script logs what our own scripts throw, which the browser does anyway: half a kilobyte
 * of the guard's fifteen, on every page. This calls the script and nothing else.
 */
const bareScripts = {
  name: 'hub-steward:bare-scripts',
  transform(code: string, id: string) {
    // It asks whether it was given a function; ours always give one.
    if (id.endsWith('define-unlisted-script.mjs'))
      return { code: 'export const defineUnlistedScript = (main) => main;', map: null };
    if (!id.includes('virtual:wxt-unlisted-script-entrypoint')) return undefined;
    const script = /^import definition from ("[^"]+")/m.exec(code)?.[1];
    if (!script)
      throw new Error('The wrapper of unlisted scripts has changed: see bareScripts in wxt.config.ts.');
    return { code: `import script from ${script};\nscript();\nexport default undefined;`, map: null };
  },
  /** Nearly all of the guard runs in every page: compiled at once, not function by function at the first cards (V8's compile hints). */
  generateBundle: {
    order: 'post' as const,
    handler(_: unknown, bundle: Record<string, { code?: string }>) {
      const guard = bundle['guard.js'];
      if (guard?.code) guard.code = `//# allFunctionsCalledOnLoad\n${guard.code}`;
    },
  },
};

export default defineConfig({
  vite: ({ browser }) => ({
    plugins: [bareScripts],
    define: { __HUB_CLIENT_ID__: JSON.stringify(clientId(browser)) },
  }),
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  outDirTemplate: '{{browser}}',
  targetBrowsers: ['chrome', 'firefox'],
  manifest: ({ browser }) => ({
    name: 'Hub Steward',
    description:
      'Report content and filter not-for-all-audiences repositories on the Hugging Face Hub. Unofficial.',
    permissions: [...PERMISSIONS, ...identityIn(browser, true)],
    optional_permissions: [...OPTIONAL_PERMISSIONS, ...identityIn(browser, false)],
    host_permissions: HOSTS,
    commands: {
      'toggle-filter': { suggested_key: key('G'), description: 'Switch the filter on or off' },
      'toggle-page': {
        suggested_key: key('U'),
        description: 'Show everything on this page, or cover it again',
      },
      _execute_action: { suggested_key: key('Y') },
    },
    content_scripts: [
      { ...EVERYWHERE, run_at: 'document_start' as const, js: ['guard.js'], css: ['guard.css'] },
      // After the guard, and after the page's own scripts had their turn.
      { ...EVERYWHERE, run_at: 'document_idle' as const, js: ['draw.js'] },
      // The Hub's own texts (lib/hub/legal.ts), when the person has one of them open.
      {
        matches: LEGAL_PAGES,
        run_at: 'document_idle' as const,
        js: ['policy-visit.js'],
      },
    ],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'hub-steward@hub-steward.invalid',
              strict_min_version: '140.0',
              // Nothing leaves the browser but what a person sends to the Hub by pressing Send. Sync, if switched on, is the browser's own.
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : {
          minimum_chrome_version: '120',
          // What an administrator may set (lib/account/managed.md). Firefox needs no schema and warns of the key.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
