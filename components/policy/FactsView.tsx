/** Times, contacts and measures: each with its sentence and the versions that print it; sources that differ are shown as differing. */
import { useEffect } from 'react';
import { allStatements, REPORTED, type Statement } from '../../lib/policy/statements.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy, EmptyState } from '../ui/parts.tsx';
import { printedDate } from '../ui/time-words.ts';
import { hrefOf } from './address.ts';
import { FACT_KINDS, type Fact, factsOf, saidBy } from './facts.ts';
import { Note } from './Note.tsx';
import { usePolicy } from './store.ts';
import { versionsOf } from './view.ts';
import { DOCUMENTS, nameOf } from './words.ts';

export function FactsView() {
  const { timeline, address, texts, missing, need } = usePolicy();
  const versions = versionsOf(timeline!, address);
  useEffect(() => {
    void need(versions);
  });
  if (versions.some(({ hash }) => !texts[hash] && !missing[hash]))
    return <Busy>Looking through the texts…</Busy>;
  const known = versions.flatMap(({ hash }) => texts[hash] ?? []);
  const { name } = DOCUMENTS[address.kind];
  const tables = FACT_KINDS.map((each) => ({ ...each, facts: factsOf(known, each.kind) }));
  const policy = address.kind === 'content-policy';
  const { disagreements } = allStatements(policy ? known.map(({ document }) => document) : []);
  return (
    <>
      <div className="policy-card-head">
        <p className="ui-quiet">
          The sentences in which a version of the {name} names a time, an address or a measure, found by Hub
          Steward and quoted.
        </p>
        <Button small onClick={() => window.print()}>
          Print
        </Button>
      </div>
      {known.length < versions.length && (
        <Notice kind="warn" title="Some versions could not be read">
          They are left out here. Open the versions to see which, and try again.
        </Notice>
      )}
      {policy &&
        disagreements.map(({ about, of, sentence, statements }) => (
          <Notice key={about + of} kind="warn" standing title="The sources disagree">
            <p>{sentence}</p>
            <ul className="facts-said">
              {statements.map((one) => (
                <li key={one.id + one.value}>{said(one)}</li>
              ))}
            </ul>
          </Notice>
        ))}
      {tables.map(({ kind, title, facts }) =>
        facts.length === 0 ? null : (
          <section key={kind} aria-labelledby={`facts-${kind}`}>
            <h2 className="facts-title" id={`facts-${kind}`}>
              {title}
            </h2>
            <Table facts={facts} known={known} label={`facts-${kind}`} />
          </section>
        ),
      )}
      {tables.every(({ facts }) => facts.length === 0) && (
        <EmptyState icon="search" title={`No version of the ${name} names a time or an address`}>
          None that Hub Steward would recognise, that is. Search in the text to be sure.
        </EmptyState>
      )}
      {policy && <Reported />}
    </>
  );
}

function said(one: Statement): string {
  return one.standing === 'reported'
    ? `${one.value}: ${saidBy(one)}`
    : `${one.value}: printed in the text of ${printedDate(one.version.printedDate)}`;
}

function Table({ facts, known, label }: { facts: Fact[]; known: VersionWithText[]; label: string }) {
  return (
    <table className="facts" aria-labelledby={label}>
      <thead>
        <tr>
          <th scope="col">About</th>
          <th scope="col">Quoted</th>
          <th scope="col">Printed in</th>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ id, name, value, quote, places }) => (
          <tr key={id}>
            <th scope="row">
              {name}
              {value.length > 1 && <span className="facts-value">{value}</span>}
            </th>
            <td>
              <blockquote>{quote}</blockquote>
            </td>
            <td>
              {places.length === known.length && known.length > 2 ? (
                <>
                  <a href={placeHref(places.at(-1)!)}>All {known.length} versions</a> that are known
                </>
              ) : (
                <ul>
                  {places.map((place) => (
                    <li key={place.version.hash}>
                      <a href={placeHref(place)}>{nameOf(place.version, known)}</a>
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const placeHref = ({ version, clauseId }: Fact['places'][number]): string =>
  hrefOf({ kind: version.kind, version: version.hash, anchor: clauseId });

/** What is only told of a text that is not known word for word. */
function Reported() {
  return (
    <Note title="Note by Hub Steward: told by others, not checked, and not the policy's words">
      <ul className="facts-said">
        {REPORTED.map((one) => (
          <li key={one.id}>
            {one.words}{' '}
            <span className="ui-small">
              Of the text printed {printedDate(one.of)}: {saidBy(one)}.
            </span>
          </li>
        ))}
      </ul>
    </Note>
  );
}
