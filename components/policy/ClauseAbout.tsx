/** Behind each clause: its address, its place on the Hub, and how it read in the other versions. */
import { type ReactNode, useEffect, useId, useState } from 'react';
import { type Citation, quoteUrl } from '../../lib/policy/cite.ts';
import type { Clause } from '../../lib/policy/document.ts';
import type { Rule } from '../../lib/policy/packs.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { OutLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Busy } from '../ui/parts.tsx';
import { hrefOf } from './address.ts';
import { clauseHistory, type Standing } from './history.ts';
import { usePolicy } from './store.ts';
import { versionsOf } from './view.ts';
import { nameOf } from './words.ts';

interface AboutProps {
  version: VersionWithText;
  clause: Clause;
  rules: readonly Rule[];
  /** The clause's words; the button stands beside them. */
  children: ReactNode;
}

export function ClauseAbout({ version, clause, rules, children }: AboutProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div className="clause-line">
        {children}
        <button
          type="button"
          className="clause-more"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          title="Link and history of this clause"
          onClick={() => setOpen(!open)}
        >
          <Icon name="clock" />
          <span className="ui-unseen">Link and history of {rules[0]?.id ?? `“${start(clause.text)}”`}</span>
        </button>
      </div>
      {open && (
        <div className="clause-about" id={id}>
          <p className="row">
            <a href={hrefOf({ kind: version.kind, version: version.hash, anchor: clause.id })}>
              Link to this clause
            </a>
            <OutLink href={quoteUrl({ quote: clause.text, url: version.url } as Citation)}>
              Find it on the Hub
            </OutLink>
          </p>
          <History version={version} clause={clause} />
        </div>
      )}
    </>
  );
}

const start = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 40).replace(/\s+\S*$/, '')}…` : text;

const STATES: Record<Standing['state'], string> = {
  same: 'In these words',
  other: 'In other words',
  absent: 'Not in this text',
  unknown: 'Not in the part that is known',
};

function History({ version, clause }: { version: VersionWithText; clause: Clause }) {
  const { timeline, texts, missing, need } = usePolicy();
  const versions = timeline ? versionsOf(timeline, version) : [];
  useEffect(() => {
    void need(versions);
  });
  const waiting = versions.some(({ hash }) => !texts[hash] && !missing[hash]);
  if (waiting) return <Busy>Looking through the other versions…</Busy>;
  const known = versions.flatMap(({ hash }) => texts[hash] ?? []);
  const standings = clauseHistory(known, version.hash, clause.id);
  return (
    <>
      <p className="clause-about-title">In the versions that are known</p>
      <ol className="clause-history">
        {standings.map(({ version: one, state, clause: there }) => (
          <li key={one.hash} data-state={state}>
            <a href={hrefOf({ kind: one.kind, version: one.hash, anchor: there?.id ?? null })}>
              {nameOf(one, versions)}
            </a>
            : {STATES[state]}
            {one.hash === version.hash && ' (this one)'}
            {state === 'other' && there && <blockquote>{there.text}</blockquote>}
          </li>
        ))}
      </ol>
      {known.length < versions.length && (
        <p className="ui-small ui-quiet">Some versions could not be read and are left out.</p>
      )}
    </>
  );
}
