/** What became of the rules of 2023 in the text of 2025, as far as its words are verified. Ours, and set apart as such. */
import { GROUPS_2025, type MapEntry, OLD_TO_NEW } from '../../lib/policy/map.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { hrefOf } from './address.ts';
import { Note } from './Note.tsx';

interface MapProps {
  before: VersionWithText;
  after: VersionWithText;
}

/** Shown where the two texts are the ones that it is of; nothing otherwise. */
export function TopicsMap({ before, after }: MapProps) {
  const [older, newer] = [before, after].map(
    ({ rules }) => new Map(rules.map((rule) => [rule.id, rule.text])),
  );
  const isOfThese =
    OLD_TO_NEW.some((entry) => entry.before.some((id) => older!.has(id))) &&
    OLD_TO_NEW.some((entry) => entry.after.some((id) => newer!.has(id)));
  if (!isOfThese) return null;
  const known = OLD_TO_NEW.filter(({ standing }) => standing !== 'not among the verified lines');
  const open = OLD_TO_NEW.filter(({ standing }) => standing === 'not among the verified lines');
  return (
    <section aria-labelledby="map">
      <h2 className="compare-title" id="map">
        Rule by rule, from 2023 to 2025
      </h2>
      <Note title="Note by Hub Steward: our reading, from words that are verified">
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">2023</th>
              <th scope="col">2025</th>
              <th scope="col">What became of it</th>
            </tr>
          </thead>
          <tbody>
            {known.map((entry) => (
              <tr key={[...entry.before, ...entry.after].join()}>
                <td>
                  <Rules ids={entry.before} words={older!} version={before} />
                </td>
                <td>
                  <Rules ids={entry.after} words={newer!} version={after} />
                </td>
                <td>
                  <strong>{capital(entry.standing)}.</strong> {entry.note}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <details>
          <summary>{open.length} rules of 2023 that are not among the verified lines of 2025</summary>
          <ul className="facts-said">
            {open.map((entry) => (
              <li key={entry.before.join()}>
                <Rules ids={entry.before} words={older!} version={before} /> {entry.note} {groups(entry)}
              </li>
            ))}
          </ul>
        </details>
      </Note>
    </section>
  );
}

function Rules({
  ids,
  words,
  version,
}: {
  ids: string[];
  words: ReadonlyMap<string, string>;
  version: VersionWithText;
}) {
  if (ids.length === 0) return <span className="ui-small">Nothing like it</span>;
  return ids.map((id) => (
    <span className="map-rule" key={id}>
      <a href={hrefOf({ kind: version.kind, version: version.hash, anchor: id })}>{id}</a>
      {words.has(id) && <q>{words.get(id)}</q>}
    </span>
  ));
}

/** Told by readers of the page, but for what is verified. */
function groups(entry: MapEntry): string {
  const names = GROUPS_2025.filter(({ number }) => entry.groups.includes(number)).map(({ name }) => name);
  return names.length > 0 ? `Readers of the page place it under: ${names.join('; ')}.` : '';
}

const capital = (words: string): string => words[0]!.toUpperCase() + words.slice(1);
