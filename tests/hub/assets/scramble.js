// Renames class names consistently, on the server and in the page: what a redesign of the Hub would do to us.

/** @param {string} name */
export function scrambleName(name) {
  if (name === 'dark') return name;
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return `z${(h >>> 0).toString(36)}`;
}

/** @param {string} html */
export function scrambleHtml(html) {
  return html.replace(
    /(\sclass=")([^"]*)"/g,
    (_, open, names) => `${open}${names.split(/\s+/).filter(Boolean).map(scrambleName).join(' ')}"`,
  );
}

/** @param {string} css */
export function scrambleCss(css) {
  return css.replace(/\.(-?[a-zA-Z_][\w-]*)/g, (_, name) => `.${scrambleName(name)}`);
}
