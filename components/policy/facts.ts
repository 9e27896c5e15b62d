/** What the known versions print about times, measures and contacts, each thing once, with where it stands. Pure. */
import {
  type PrintedStatement,
  type ReportedStatement,
  type StatementKind,
  statementsOf,
} from '../../lib/policy/statements.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';

export interface Fact {
  id: string;
  name: string;
  value: string;
  quote: string;
  /** Where the very same sentence stands, oldest first. */
  places: { version: VersionWithText; clauseId: string }[];
}

export const FACT_KINDS: { kind: StatementKind; title: string }[] = [
  { kind: 'clock', title: 'Times' },
  { kind: 'contact', title: 'Contacts' },
  { kind: 'tier', title: 'What may be done' },
];

/** @param versions of one document, oldest first */
export function factsOf(versions: readonly VersionWithText[], kind: StatementKind): Fact[] {
  const facts = new Map<string, Fact>();
  // What the newest text prints comes first, in its order.
  for (const version of [...versions].reverse()) {
    for (const said of statementsOf(version.document)) {
      if (said.kind !== kind) continue;
      const id = `${said.about} ${said.value} ${said.quote}`;
      const fact = facts.get(id) ?? factFrom(id, said);
      if (!fact.places.some((place) => place.version.hash === version.hash))
        fact.places.unshift({ version, clauseId: said.clauseId });
      facts.set(id, fact);
    }
  }
  return [...facts.values()];
}

const factFrom = (id: string, { name, value, quote }: PrintedStatement): Fact => ({
  id,
  name,
  value,
  quote,
  places: [],
});

/** When it was said, by whom. */
export const saidBy = ({ source, on }: ReportedStatement): string => (on ? `${source} (${on})` : source);
