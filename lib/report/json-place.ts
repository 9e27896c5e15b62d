/** Where a text stops being JSON: browsers tell it in different words, and some not at all. Pure. */

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no string of JSON may hold them
  /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;

/** Line and column, from 1, of the first thing that cannot stand there; `null` where it is JSON after all. */
export function firstFault(text: string): { line: number; column: number } | null {
  /** What is open, innermost last. */
  const open: ('{' | '[')[] = [];
  /** What may come next. */
  let want: 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      const rest = /[^\t\n\r ]/g;
      rest.lastIndex = at;
      const fault = rest.exec(text)?.index ?? text.length;
      return open.length === 0 && want === 'comma' && fault === text.length ? null : place(text, fault);
    }
    const [whole, mark, string] = match;
    const start = match.index + whole.length - whole.trimStart().length;
    const within = open.at(-1);
    const closes =
      (mark === '}' && within === '{' && (want === 'comma' || want === 'first-key')) ||
      (mark === ']' && within === '[' && (want === 'comma' || want === 'first-value'));
    if (closes) {
      open.pop();
      want = 'comma';
    } else if (mark === '{' || mark === '[') {
      if (want !== 'value' && want !== 'first-value') return place(text, start);
      open.push(mark);
      want = mark === '{' ? 'first-key' : 'first-value';
    } else if (mark === ',') {
      if (want !== 'comma' || within === undefined) return place(text, start);
      want = within === '{' ? 'key' : 'value';
    } else if (mark === ':') {
      if (want !== 'colon') return place(text, start);
      want = 'value';
    } else if (want === 'key' || want === 'first-key') {
      if (string === undefined) return place(text, start);
      want = 'colon';
    } else if (mark === undefined && (want === 'value' || want === 'first-value')) want = 'comma';
    else return place(text, start);
    at = TOKEN.lastIndex;
  }
}

function place(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
