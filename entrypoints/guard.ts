import { defineContentScript } from 'wxt/utils/define-content-script';
import { startGuard } from '../lib/guard/guard.ts';
import '../lib/guard/guard.css';

export default defineContentScript({
  matches: ['https://huggingface.co/*'],
  // Another application lives there; it has no repositories (facts/hub-dom.md 8).
  excludeMatches: ['https://huggingface.co/chat/*'],
  runAt: 'document_start',
  // The context that WXT hands over is not used: a page can forge its invalidation (facts/extensions.md 0.10).
  main: () => startGuard(),
});
