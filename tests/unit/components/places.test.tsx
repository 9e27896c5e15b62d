import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PlacesSection } from '../../../components/options/PlacesSection.tsx';
import { COLUMNS, cellOf, ROWS, withException } from '../../../components/options/places.ts';
import { usePlaces } from '../../../components/options/places-store.ts';
import { useSettings } from '../../../components/ui/settings-store.ts';
import {
  ACTIONS,
  type Action,
  DEFAULT_FILTER,
  type FilterPreferences,
} from '../../../lib/nfaa/preferences.ts';
import { PER_KEYS } from '../../../lib/platform/settings.ts';
import { type Drawn, draw } from './dom.ts';

vi.mock('../../../lib/platform/browser.ts', () => ({ browser: {} }));

const filterWith = (per: FilterPreferences['per'], action: Action = 'cover'): FilterPreferences => ({
  ...DEFAULT_FILTER,
  action,
  per,
});
const cell = (filter: FilterPreferences, place: string, type: string) =>
  cellOf(filter, ROWS.find(({ name }) => name === place)!, COLUMNS.find(({ name }) => name === type)!);

describe('exceptions', () => {
  test('every name that the settings know has exactly one place in the table', () => {
    const keys = ROWS.flatMap((row) => COLUMNS.map((column) => cellOf(DEFAULT_FILTER, row, column).key));
    expect(keys.filter((key) => key !== null).sort()).toEqual([...PER_KEYS].sort());
    expect(keys.filter((key) => key === null)).toHaveLength(1);
  });

  test('one that is set is there, one that is taken away is not, and the given ones stay as they are', () => {
    const key = fc.constantFrom(...PER_KEYS);
    const action = fc.constantFrom(...ACTIONS);
    fc.assert(
      fc.property(fc.dictionary(key, action), key, action, (per, name, chosen) => {
        const before = structuredClone(per);
        const set = withException(per, name, chosen);
        expect(set).toEqual({ ...per, [name]: chosen });
        const { [name]: _, ...others } = before;
        expect(withException(set, name, null)).toEqual(others);
        expect(per).toEqual(before);
      }),
    );
  });

  test('a cell says what holds there without it, from the nearest exception outward', () => {
    const filter = filterWith({ search: 'show', space: 'hide', 'search dataset': 'mark' });
    expect(cell(filter, 'Search', 'All types')).toMatchObject({ own: 'show', inherited: 'cover' });
    expect(cell(filter, 'Search', 'Spaces')).toMatchObject({ own: null, inherited: 'show' });
    expect(cell(filter, 'Search', 'Datasets')).toMatchObject({ own: 'mark', inherited: 'show' });
    expect(cell(filter, 'Lists', 'Spaces')).toMatchObject({ own: null, inherited: 'hide' });
    expect(cell(filter, 'Everywhere', 'Spaces')).toMatchObject({ own: 'hide', inherited: 'cover' });
    expect(cell(filter, 'Home page', 'Models')).toMatchObject({ own: null, inherited: 'cover' });
  });

  test('on its own page a repository is never left out', () => {
    const page = cell(filterWith({ 'page model': 'hide' }, 'hide'), 'Repository pages', 'Models');
    expect(page).toMatchObject({ own: 'cover', inherited: 'cover', choices: ['show', 'mark', 'cover'] });
    expect(cell(DEFAULT_FILTER, 'Lists', 'Models').choices).toEqual([...ACTIONS]);
  });
});

describe('the table', () => {
  let table: Drawn;
  const Section = () => <PlacesSection filter={useSettings((store) => store.settings!.filter)} />;
  const per = () => useSettings.getState().settings!.filter.per;

  beforeEach(async () => {
    usePlaces.setState({ before: null });
    useSettings.setState({
      settings: { version: 1, filter: filterWith({ search: 'hide' }), report: { buttonOnCards: true } },
      // Shown at once, as the store does it.
      change: async ({ filter }) => {
        const { settings } = useSettings.getState();
        useSettings.setState({ settings: { ...settings!, filter: { ...settings!.filter, ...filter } } });
      },
    });
    table = await draw(<Section />);
    return () => table.remove();
  });

  test('what is not set shows what it inherits, what is set stands out', () => {
    const inherits = table.find('select[aria-label="Search, Models"]')!;
    expect(inherits.querySelector('option')?.textContent).toBe('Hide, as above');
    expect(inherits.hasAttribute('data-own')).toBe(false);
    expect(table.find('select[aria-label="Search, All types"]')!.hasAttribute('data-own')).toBe(true);
    const page = table.find('select[aria-label="Repository pages, All types"]')!;
    expect([...page.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
      'Cover, as above',
      'Show',
      'Mark',
      'Cover',
    ]);
  });

  test('choosing sets an exception, "as above" takes it away', async () => {
    await table.choose('Home page, Spaces', 'show');
    expect(per()).toEqual({ search: 'hide', 'home space': 'show' });
    expect(table.text()).toContain('2 exceptions');
    await table.choose('Search, All types', '');
    expect(per()).toEqual({ 'home space': 'show' });
    expect(table.text()).toContain('1 exception');
  });

  test('"Reset all" can be undone, by the same button', async () => {
    const button = table.find('button', 'Reset all')!;
    await table.press('button', 'Reset all');
    expect(per()).toEqual({});
    expect(table.text()).toContain('No exceptions; 1 exception taken away');
    expect(table.find('button', 'Undo')).toBe(button);
    await table.press('button', 'Undo');
    expect(per()).toEqual({ search: 'hide' });
    expect(table.find('button', 'Undo')).toBeUndefined();
  });

  test('a new exception ends the way back', async () => {
    await table.press('button', 'Reset all');
    await table.choose('Lists, Models', 'mark');
    expect(table.find('button', 'Undo')).toBeUndefined();
    expect(per()).toEqual({ 'list model': 'mark' });
  });
});
