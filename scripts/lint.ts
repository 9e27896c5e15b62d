/** `npm run lint`: style, types and, once built, what addons.mozilla.org would say. */
import { checkAddon, checkStyle, checkTypes, isBuilt } from './lib/checks.ts';
import { heading } from './lib/run.ts';

heading('biome');
const style = await checkStyle();
heading('types');
const types = await checkTypes();
heading('web-ext lint');
const built = isBuilt();
if (!built) console.log('Not built yet: `npm run build` first, to have the add-on checked as well.');
const addon = built ? await checkAddon() : true;
process.exitCode = style && types && addon ? 0 : 1;
