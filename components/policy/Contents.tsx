import { useEffect, useState } from 'react';
import type { Section } from '../../lib/policy/document.ts';
import { type Address, hrefOf } from './address.ts';

interface ContentsProps {
  sections: Section[];
  /** Where its links lead, but for the section. */
  at: Partial<Address>;
}

/** Way through the text; on small screens it folds away. */
export function Contents(props: ContentsProps) {
  const reading = useReading(props.sections);
  return (
    <nav className="policy-contents" aria-label="Contents">
      <details open={matchMedia('(min-width: 861px)').matches}>
        <summary>Contents</summary>
        <Entries {...props} reading={reading} />
      </details>
    </nav>
  );
}

function Entries({ sections, at, reading }: ContentsProps & { reading: string | null }) {
  return (
    <ul>
      {sections.map((section) => (
        <li key={section.id}>
          {section.heading && (
            <a
              href={hrefOf({ ...at, anchor: section.id })}
              aria-current={section.id === reading ? 'location' : undefined}
            >
              {section.heading}
            </a>
          )}
          {section.sections.length > 0 && <Entries sections={section.sections} at={at} reading={reading} />}
        </li>
      ))}
    </ul>
  );
}

/** A heading above this line of the window, in pixels, has been passed. */
const READING_LINE = 140;

/** Id of the section that is being read: the last whose heading has been passed. */
function useReading(sections: Section[]): string | null {
  const [reading, setReading] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other sections are other headings.
  useEffect(() => {
    const headings = [...document.querySelectorAll('.policy-section > :is(h2, h3, h4, h5, h6)')];
    let frame = 0;
    const look = () => {
      frame = 0;
      setReading(
        headings.findLast((heading) => heading.getBoundingClientRect().top < READING_LINE)?.id ?? null,
      );
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    soon();
    window.addEventListener('scroll', soon, { passive: true });
    return () => {
      window.removeEventListener('scroll', soon);
      cancelAnimationFrame(frame);
    };
  }, [sections]);
  return reading;
}
