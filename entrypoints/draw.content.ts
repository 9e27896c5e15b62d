import { defineContentScript } from 'wxt/utils/define-content-script';
import { startDrawing } from '../lib/draw/draw.ts';

export default defineContentScript({
  matches: ['https://huggingface.co/*'],
  excludeMatches: ['https://huggingface.co/chat/*'],
  // After the guard, and after the page's own scripts had their turn.
  runAt: 'document_idle',
  main: () => startDrawing(),
});
