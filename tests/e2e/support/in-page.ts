/** Functions that are sent into the page. Each must stand alone: it arrives there as text, without its imports. */

export type Pattern = { text: string } | { source: string; flags: string };

export interface PageQuery {
  selector?: string;
  role?: string;
  name?: Pattern;
  text?: Pattern;
  hidden?: boolean;
}

export interface ElementInfo {
  tag: string;
  role: string;
  name: string;
  /** As rendered, white space folded. */
  text: string;
  value: string | null;
  rect: { x: number; y: number; width: number; height: number };
  visible: boolean;
  focused: boolean;
  disabled: boolean;
  checked: boolean | null;
  attributes: Record<string, string>;
}

/**
 * The elements under `root` that answer the query, in document order, or with `describe` what they are like.
 * Role and name follow the ARIA specifications for what we build; where the last detail matters, ask
 * `driver.accessibleTree`, which is the browser's own answer.
 */
export function look(
  root: ParentNode & Node,
  query: PageQuery,
  describe: boolean,
): Element[] | ElementInfo[] {
  const fold = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const INPUTS: Record<string, string> = {
    file: 'button',
    checkbox: 'checkbox',
    radio: 'radio',
    range: 'slider',
    number: 'spinbutton',
    search: 'searchbox',
    button: 'button',
    submit: 'button',
    reset: 'button',
  };
  const TAGS: Record<string, string> = {
    article: 'article',
    aside: 'complementary',
    button: 'button',
    details: 'group',
    dialog: 'dialog',
    fieldset: 'group',
    footer: 'contentinfo',
    header: 'banner',
    hr: 'separator',
    li: 'listitem',
    main: 'main',
    nav: 'navigation',
    ol: 'list',
    ul: 'list',
    option: 'option',
    output: 'status',
    p: 'paragraph',
    progress: 'progressbar',
    summary: 'button',
    table: 'table',
    textarea: 'textbox',
    tr: 'row',
    td: 'cell',
    th: 'columnheader',
  };
  const FROM_CONTENT =
    /^(button|cell|checkbox|columnheader|heading|link|menuitem|menuitemcheckbox|menuitemradio|option|radio|row|switch|tab|tooltip|treeitem)$/;

  const roleOf = (element: Element): string => {
    const given = element.getAttribute('role')?.trim().split(/\s+/)[0];
    if (given) return given;
    const tag = element.localName;
    if (/^h[1-6]$/.test(tag)) return 'heading';
    if (tag === 'a') return element.hasAttribute('href') ? 'link' : 'generic';
    if (tag === 'img') return element.getAttribute('alt') === '' ? 'presentation' : 'img';
    if (tag === 'input') return INPUTS[(element as HTMLInputElement).type] ?? 'textbox';
    if (tag === 'select') return element.hasAttribute('multiple') ? 'listbox' : 'combobox';
    if (tag === 'section' || tag === 'form')
      return element.matches('[aria-label],[aria-labelledby]')
        ? tag === 'form'
          ? 'form'
          : 'region'
        : 'generic';
    return TAGS[tag] ?? 'generic';
  };
  const byIds = (element: Element, attribute: string): string => {
    const tree = element.getRootNode() as Document | ShadowRoot;
    const ids = (element.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean);
    return fold(ids.map((id) => tree.getElementById(id)?.textContent ?? '').join(' '));
  };
  const contentOf = (element: Element): string => {
    let text = '';
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.textContent;
      else if (node.nodeType === Node.ELEMENT_NODE) {
        const child = node as Element;
        if (child.getAttribute('aria-hidden') === 'true' || /^(style|script|template)$/.test(child.localName))
          continue;
        text += ` ${child.getAttribute('aria-label') ?? child.getAttribute('alt') ?? contentOf(child)} `;
      }
    }
    return fold(text);
  };
  const nameOf = (element: Element): string => {
    const given = byIds(element, 'aria-labelledby') || fold(element.getAttribute('aria-label'));
    if (given) return given;
    const labels = (element as HTMLInputElement).labels;
    const native =
      fold(element.getAttribute('alt')) ||
      fold([...(labels ?? [])].map(contentOf).join(' ')) ||
      (/^(submit|button|reset)$/.test((element as HTMLInputElement).type)
        ? fold((element as HTMLInputElement).value)
        : '') ||
      fold(element.querySelector(':scope > legend, :scope > caption, :scope > figcaption')?.textContent);
    if (native && element.localName !== 'button') return native;
    return (
      (FROM_CONTENT.test(roleOf(element)) ? contentOf(element) : '') ||
      fold(element.getAttribute('title')) ||
      fold(element.getAttribute('placeholder'))
    );
  };
  const textOf = (element: Element) => fold((element as HTMLElement).innerText ?? element.textContent);
  const fits = (text: string, pattern: Pattern, whole: boolean) => {
    if ('source' in pattern) return new RegExp(pattern.source, pattern.flags).test(text);
    return whole ? text === fold(pattern.text) : text.includes(fold(pattern.text));
  };
  const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true });

  const infoOf = (element: Element): ElementInfo => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const field = element as HTMLInputElement;
    return {
      tag: element.localName,
      role: roleOf(element),
      name: nameOf(element),
      text: textOf(element),
      value: typeof field.value === 'string' ? field.value : null,
      rect: { x, y, width, height },
      visible: seen(element) && width > 0 && height > 0,
      focused: (element.getRootNode() as Document | ShadowRoot).activeElement === element,
      disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
      checked: typeof field.checked === 'boolean' ? field.checked : null,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    };
  };
  if (describe) return root.nodeType === Node.ELEMENT_NODE ? [infoOf(root as Element)] : [];

  const found = [...root.querySelectorAll(query.selector ?? '*')].filter(
    (element) =>
      (query.hidden || seen(element)) &&
      (!query.role || roleOf(element) === query.role) &&
      (!query.name || fits(nameOf(element), query.name, true)) &&
      (!query.text || fits(textOf(element), query.text, false)),
  );
  // Every ancestor of a text contains it too: unless more was asked, the innermost element is meant.
  if (query.text && !query.selector && !query.role)
    return found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
  return found;
}

/** Scrolls an element to the middle and says where to press, and what is really there. */
export function aim(element: Element) {
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const at = { x: x + width / 2, y: y + height / 2 };
  // From the element outwards, each tree must name what we came from. One question would not do: Firefox's roots
  // see only themselves, and the document sees only the host.
  let ours = width > 0 && height > 0;
  for (let inner: Element | null = element; inner && ours; ) {
    const tree = inner.getRootNode() as Document | ShadowRoot;
    ours = inner.contains(tree.elementFromPoint(at.x, at.y));
    inner = 'host' in tree ? tree.host : null;
  }
  const struck = document.elementFromPoint(at.x, at.y);
  const blocker = struck ? `<${struck.localName}${struck.id ? ` id="${struck.id}"` : ''}>` : 'nothing';
  return { ...at, ours, blocker };
}
