import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startDrawing } from '../lib/draw/draw.ts';

/** Declared in wxt.config.ts like the guard. WXT's own wrapper would, besides, tell every page by a message that we are here. */
export default defineUnlistedScript(() => startDrawing());
