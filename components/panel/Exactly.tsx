/** Exactly what will be read, made by the same function as what is sent: beside the text while it is written, and once more before Send. */
import { useDeferredValue, useEffect, useId, useRef } from 'react';
import { usePanel } from './store.ts';
import { type Written, writtenOut } from './written.ts';

const HEADINGS: Record<Written['way'], string> = {
  mail: 'Exactly this will be in the mail',
  thread: 'Exactly this will be posted',
  comment: 'Exactly this will be the comment',
  dialog: 'This is the text to paste',
};

export function Exactly({ live }: { live?: boolean }) {
  // While somebody types, the typing comes first.
  const state = useDeferredValue(usePanel());
  const written = writtenOut(state);
  if (!written) return null;
  const { way, ...rest } = written;
  return <ExactText heading={HEADINGS[way]} mail={way === 'mail'} {...rest} live={live ?? false} />;
}

interface ExactTextProps {
  heading: string;
  to?: string;
  title?: string;
  body: string;
  mail: boolean;
  /** Beside what is being typed: follows it. */
  live: boolean;
}

export function ExactText({ heading, to, title, body, mail, live }: ExactTextProps) {
  const id = useId();
  const place = useRef<HTMLPreElement>(null);
  const before = useRef(body);

  useEffect(() => {
    const changed = firstDifference(before.current, body);
    before.current = body;
    if (live && changed !== null && place.current) bringIntoSight(place.current, changed);
  }, [body, live]);

  return (
    <section aria-labelledby={`${id}-exact`} className={live ? 'panel-live' : undefined}>
      <h3 id={`${id}-exact`}>{heading}</h3>
      <dl className="panel-exact">
        {to && (
          <>
            <dt>To</dt>
            <dd>{to}</dd>
          </>
        )}
        {title && (
          <>
            <dt>{mail ? 'Subject' : 'Title'}</dt>
            <dd>{title}</dd>
          </>
        )}
        <dt>Text</dt>
        <dd>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex lint/a11y/useSemanticElements: a scrolling region must be reachable by keyboard, and what has the focus needs a role and a name. */}
          <pre ref={place} tabIndex={0} role="group" aria-labelledby={`${id}-exact`}>
            {body}
          </pre>
        </dd>
      </dl>
    </section>
  );
}

/** Where two texts part; `null` where they do not. */
export function firstDifference(one: string, other: string): number | null {
  if (one === other) return null;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** Scrolls within the box only: the panel stays where the person types. */
function bringIntoSight(box: HTMLElement, at: number): void {
  const text = box.firstChild;
  if (!text?.nodeValue) return;
  const range = document.createRange();
  range.setStart(text, Math.min(at, text.nodeValue.length));
  const there = range.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (there < 0 || there > box.clientHeight - 40) box.scrollTop += there - box.clientHeight / 2;
}
