/** What the list shows: a search, the states in front, the rest behind one word. */
import { type ReactNode, useId } from 'react';
import { Choice } from '../ui/Choice.tsx';
import {
  ANSWERED,
  countGroups,
  type Item,
  routeOfItem,
  SORTS,
  TIMES,
  topicOfItem,
  type Wanted,
} from './items.ts';
import { GROUP_LABELS, GROUPS, type Group, ROUTE_NAMES } from './list.ts';
import { useReports } from './store.ts';

const NATIVE = 'Made with the Hub’s own form';

export function Filters({ items }: { items: readonly Item[] }) {
  const wanted = useReports();
  const set = (change: Partial<Wanted>) => useReports.setState(change);
  const counts = countGroups(items);
  const groups = GROUPS.filter((each) => each === 'all' || each === wanted.group || counts[each] > 0);
  const routes = [...new Set(items.map(routeOfItem))];
  const topics = [...new Set(items.map(topicOfItem))].sort((a, b) => a.localeCompare(b));
  const more = [wanted.route, wanted.topic, wanted.time, wanted.answered].filter(
    (one) => one !== 'all',
  ).length;
  return (
    <search className="reports-tools">
      <div className="ui-field">
        <label htmlFor="search">Search</label>
        <input
          id="search"
          type="search"
          className="ui-input"
          value={wanted.search}
          placeholder="Topic, name, reference, your words and notes"
          onChange={(event) => set({ search: event.target.value })}
        />
      </div>
      <Choice<Group>
        legend="Show"
        look="segments"
        value={wanted.group}
        options={groups.map((value) => ({ value, label: `${GROUP_LABELS[value]} (${counts[value]})` }))}
        onChange={(value) => set({ group: value })}
      />
      <details className="reports-more" open={more > 0 || undefined}>
        <summary>More filters and order{more > 0 ? ` (${more} set)` : ''}</summary>
        <div className="reports-more-fields">
          <Select
            label="Way"
            value={wanted.route}
            onPick={(route) => set({ route: route as Wanted['route'] })}
          >
            <option value="all">All ways</option>
            {routes.map((route) => (
              <option key={route} value={route}>
                {route === 'native' || route === 'all' ? NATIVE : ROUTE_NAMES[route]}
              </option>
            ))}
          </Select>
          <Select label="Topic" value={wanted.topic} onPick={(topic) => set({ topic })}>
            <option value="all">All topics</option>
            {topics.map((topic) => (
              <option key={topic} value={topic}>
                {topic}
              </option>
            ))}
          </Select>
          <Select label="Made" value={wanted.time} onPick={(time) => set({ time: time as Wanted['time'] })}>
            {optionsOf(TIMES)}
          </Select>
          <Select
            label="Answers"
            value={wanted.answered}
            onPick={(answered) => set({ answered: answered as Wanted['answered'] })}
          >
            {optionsOf(ANSWERED)}
          </Select>
          <Select label="Order" value={wanted.sort} onPick={(sort) => set({ sort: sort as Wanted['sort'] })}>
            {optionsOf(SORTS)}
          </Select>
        </div>
      </details>
    </search>
  );
}

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

interface SelectProps {
  label: string;
  value: string;
  onPick: (value: string) => void;
  children: ReactNode;
}

function Select({ label, value, onPick, children }: SelectProps) {
  const id = useId();
  return (
    <div className="ui-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="ui-input" value={value} onChange={(event) => onPick(event.target.value)}>
        {children}
      </select>
    </div>
  );
}
