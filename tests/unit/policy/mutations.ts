/** Small policy pages of every build, and seeded damage to them. */
/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
export function numbers(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LEAD =
  'These rules say what may be here and what may not, for everybody who uses the Hub and all who read it.';

export const SMALL_PAGES = [
  `<title>Content Policy – Hugging Face</title><nav><a href="/">Hub</a></nav><main class="flex"><div class="prose"><h1><a id="x" href="#x"><svg><title>link</title></svg></a>Content Policy 🤗</h1><p>🗓 Effective Date: August 30, 2023</p><p>${LEAD}</p><h2>🙅‍♂️ Restricted</h2><ul><li>Content that <b>harms</b> others;</li><li>Spam &amp; such:<ul><li>bulk;</li></ul></li></ul></div></main>`,
  `<div id=app><div class=title>Content Policy</div>Effective Date: 2025-04-10<br>${LEAD}<br/>Cryptomining practices;<br>Proxies &ndash; “all” of them&hellip;</div>`,
  `<article><h2>Terms of Service</h2><p>Effective as of Aug. 30th, 2023.</p><table><tbody><tr><th>Rule</th><td>${LEAD}</td></tr></tbody></table><dl><dt>Content<dd>what is posted</dl><details><summary>More</summary><p hidden>no</p><p>yes</p></details></article>`,
  `<HTML><BODY><H1>Privacy Policy</H1><P>${LEAD}<P>Effective Date: 1 May 2026<OL><LI>We keep little.<LI>We tell you.</OL><!-- a comment --><script>"<p>"</script></BODY></HTML>`,
];

const JUNK = [
  '<',
  '>',
  '</',
  '/>',
  '<h2>',
  '</h2>',
  '<ul>',
  '<li>',
  '</main>',
  '<main>',
  '<!--',
  '-->',
  '<!',
  '<?',
  '&',
  '&amp',
  '&#x0;',
  '&#99999999;',
  '"',
  "'",
  '=',
  '<script>',
  '</script>',
  '<style>',
  '<nav>',
  '<p hidden>',
  '\0',
  '<svg>',
  '</svg>',
  '</body>',
  '</html>',
  '<title>',
  '<textarea>',
  '<plaintext>',
  '<![CDATA[',
  ']]>',
  '<form>',
  '<input type=password>',
  '<template>',
  '<br',
  '\u202e',
  '\ufeff',
  '\ud83d',
  '🤗',
  '\u00a0',
  'Effective Date: April 10, 2025',
  '<a href="',
  '<table>',
  '<div role=main>',
  '<h1 style="display:none">',
  '<my-tag/>',
  '\r\n',
  '<math>',
  '</p>',
  '</br>',
];

/** One to six cuts, doublings, swaps and insertions. */
export function mutate(html: string, random: () => number): string {
  const to = (limit: number) => Math.floor(random() * limit);
  for (let times = 1 + to(6); times > 0; times--) {
    const at = to(html.length + 1);
    const end = at + to(random() < 0.2 ? html.length : 40);
    const kind = to(5);
    if (kind === 0) html = html.slice(0, at) + html.slice(end);
    else if (kind === 1) html = html.slice(0, end) + html.slice(at);
    else if (kind === 2) html = html.slice(0, at) + JUNK[to(JUNK.length)]! + html.slice(at);
    else if (kind === 3)
      html = html.slice(0, at) + String.fromCharCode(to(random() < 0.9 ? 0x7f : 0xffff)) + html.slice(at + 1);
    else {
      const from = to(html.length + 1);
      html = html.slice(0, at) + html.slice(from, from + to(60)) + html.slice(at);
    }
  }
  return html;
}
