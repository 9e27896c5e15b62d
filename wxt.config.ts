import { defineConfig } from 'wxt';

/** Why each permission: ARCHITECTURE.md, "Permissions". A test compares the built manifests with this list. */
export const PERMISSIONS = ['storage', 'alarms', 'scripting'];
export const HOSTS = ['https://huggingface.co/*'];

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  outDirTemplate: '{{browser}}',
  targetBrowsers: ['chrome', 'firefox'],
  manifest: ({ browser }) => ({
    name: 'Hub Steward',
    description:
      'Report content and filter not-for-all-audiences repositories on the Hugging Face Hub. Unofficial.',
    permissions: PERMISSIONS,
    host_permissions: HOSTS,
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'hub-steward@hub-steward.invalid',
              strict_min_version: '140.0',
              // Nothing leaves the browser but what a person sends to the Hub by pressing Send.
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : { minimum_chrome_version: '120' }),
  }),
});
