import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  all,
  choose,
  close,
  dispatch,
  field,
  find,
  focusedElement,
  focusedWords,
  press,
  quietWhen,
  show,
  text,
  type,
} from './rules-dom.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../../lib/nfaa/rules-browser.ts', () => ({ onRules: () => () => {} }));
vi.mock('../../../lib/platform/stored-lock.ts', () => ({ onStoredLock: () => () => {} }));

const { ask } = await import('../../../lib/platform/ask.ts');
const { RulesSection } = await import('../../../components/options/rules/RulesSection.tsx');
const { useRules } = await import('../../../components/options/rules/store.ts');
const { useLock } = await import('../../../components/ui/lock-store.ts');
const { makeWorld, rule } = await import('../nfaa/rules-fakes.ts');
type Rules = ReturnType<typeof makeWorld>['rules'];

let rules: Rules;
const sent: string[] = [];

/** The worker's own rules answer, without the way in between. */
beforeEach(() => {
  useRules.setState(useRules.getInitialState(), true);
  useLock.setState(useLock.getInitialState(), true);
  rules = makeWorld({}).rules;
  sent.length = 0;
  answerWith(async (name, data) => {
    const given = data as never;
    if (name === 'rules.get') return rules.get();
    if (name === 'rules.put') return rules.put(given);
    if (name === 'rules.restore') return rules.restore(given);
    if (name === 'rules.remove') return rules.remove((data as { ids: string[] }).ids);
    const { text: file, mode, dry } = data as { text: string; mode: 'merge'; dry: boolean };
    if (name === 'rules.import') return rules.import(file, mode, dry);
    throw new Error(`Nobody answers ${name}.`);
  });
});

afterEach(close);

let waiting = 0;
function answerWith(answer: (name: string, data: unknown) => Promise<unknown>): void {
  vi.mocked(ask).mockImplementation(async (name, data) => {
    sent.push(name);
    waiting++;
    try {
      return (await answer(name, structuredClone(data))) as never;
    } finally {
      waiting--;
    }
  });
}
quietWhen(() => waiting === 0 && useRules.getState().busy === null);

const rows = () => all('.rules-list .rule').map((row) => row.querySelector('p')!.textContent);
const kept = async () =>
  (await rules.get()).rules.map(({ kind, value, action }) => `${action} ${kind} ${value}`);

describe('own rules in the options', () => {
  test('empty: an example; then one is added, shown, and taken back', async () => {
    await show(<RulesSection />);
    expect(text('.rules-empty')).toContain('No rules yet');
    await choose('What', 'author');
    await type('Author or organisation', ' @Mallory ');
    await press('Add the rule');
    expect(await kept()).toEqual(['hide author Mallory']);
    expect(rows()).toEqual(['Hide Author Mallory']);
    expect(text('[role=status]')).toContain('In force: Hide author Mallory.');
    expect(focusedElement()).toBe(field('Author or organisation'));
    expect(field('Author or organisation').value).toBe('');
    await press('Undo');
    expect(await kept()).toEqual([]);
    expect(text('.rules-empty')).toContain('No rules yet');
  });

  test('what is wrong stands at its field, which gets the focus; nothing is sent', async () => {
    await show(<RulesSection />);
    sent.length = 0;
    await type('Repository', 'nonsense');
    await press('Add the rule');
    const input = field('Repository');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const [error] = input.getAttribute('aria-describedby')!.split(' ');
    expect(document.getElementById(error!)!.textContent).toContain('This is not a repository');
    expect(focusedElement()).toBe(input);
    await type('Repository', 'owner/name');
    expect(field('Repository').getAttribute('aria-invalid')).toBeNull();
    await choose('Ends', 'date');
    await press('Add the rule');
    expect(text('.rules-error')).toContain('Choose a day that is not over');
    expect(sent).toEqual([]);
  });

  test('changed in its place; the focus comes back to it', async () => {
    await rules.put({ ...rule('word', 'wild', 'hide'), note: 'Hm' });
    await show(<RulesSection />);
    await press('Change');
    expect(all('.rule form')).toHaveLength(1);
    const form = all('.rule form')[0]!;
    const action = [...form.querySelectorAll('select')][1]!;
    expect([...action.querySelectorAll('option')].map((o) => o.textContent)).toEqual([
      'Hide',
      'Cover',
      'Mark',
      'Always show',
    ]);
    expect(focusedElement()).toBe(field('Word or phrase', '.rule'));
    await press('Cancel');
    expect(focusedWords()).toContain('Change: Hide word wild');
    expect(await kept()).toEqual(['hide word wild']);
    await press('Change');
    await type('Word or phrase', 'Face-Swap', '.rule');
    await choose('Then', 'cover', '.rule');
    await press('Keep the change');
    expect(rows()).toEqual(['Cover Word face swap']);
    expect(focusedWords()).toContain('Change: Cover word face swap');
    expect((await rules.get()).rules[0]!.note).toBe('Hm');
    await press('Undo');
    expect(await kept()).toEqual(['hide word wild']);
  });

  test('the same thing again: the new one takes its place, which is said', async () => {
    await rules.put(rule('repo', 'owner/name', 'cover'));
    await show(<RulesSection />);
    await type('Repository', 'https://huggingface.co/Owner/Name');
    await press('Add the rule');
    expect(text('[role=status]')).toContain('There was a rule about owner/name already');
    expect(await kept()).toEqual(['hide repo model:owner/name']);
    await press('Undo');
    expect(await kept()).toEqual(['cover repo model:owner/name']);
  });

  test('removed, with the focus on the way back', async () => {
    await rules.put(rule('word', 'wild', 'hide'));
    await show(<RulesSection />);
    await press('Remove');
    expect(await kept()).toEqual([]);
    expect(text('[role=status]')).toContain('Removed: Hide word wild.');
    expect(focusedWords()).toBe('Undo');
    await press('Undo');
    expect(rows()).toEqual(['Hide Word wild']);
  });

  test('what was chosen to be seen stands apart, and is cleared in one press', async () => {
    await rules.quick({ type: 'space', id: 'o/n' }, 'show-always');
    await rules.quick({ type: 'model', id: 'o/m' }, 'show-session');
    await show(<RulesSection />);
    expect(text('.rules-empty')).toContain('No rules yet');
    expect(text()).toContain('Until the browser closes');
    await press('Clear all 2');
    expect(await kept()).toEqual([]);
    await press('Undo');
    expect(await kept()).toHaveLength(2);
  });

  test('what is asked for while something else is under way is done after it', async () => {
    await show(<RulesSection />);
    const { put, remove } = useRules.getState();
    const { act } = await import('react');
    const [first, second] = [rule('word', 'one', 'hide'), rule('word', 'two', 'hide')];
    await act(() => Promise.all([put(first), put(second), remove([first], 'rules')]));
    expect(await kept()).toEqual(['hide word two']);
    expect(rows()).toEqual(['Hide Word two']);
  });

  test('many get a search', async () => {
    for (let i = 0; i < 12; i++) await rules.put(rule(i % 2 ? 'word' : 'author', `name${i}`, 'hide'));
    await show(<RulesSection />);
    expect(rows()).toHaveLength(12);
    await type('Search', 'NAME7 word');
    expect(rows()).toEqual(['Hide Word name7']);
    expect(text('[role=status]')).toContain('1 of 12');
  });

  test('refused: the sentence is said, and what was typed stays', async () => {
    await show(<RulesSection />);
    answerWith(async (name) => {
      if (name === 'rules.put') throw new Error('This is locked with a PIN.');
      return rules.get();
    });
    await type('Repository', 'owner/name');
    await press('Add the rule');
    expect(text('[role=alert]')).toContain('This is locked with a PIN.');
    expect(field('Repository').value).toBe('owner/name');
  });

  test('locked: everything is read, nothing can be pressed', async () => {
    await rules.put(rule('word', 'wild', 'hide'));
    useLock.setState({ lock: { lockedFields: ['rules'] } as never });
    await show(<RulesSection />);
    expect(rows()).toEqual(['Hide Word wild']);
    expect(all('button').map((button) => button.textContent)).toEqual(['Save as a file']);
    expect(text()).toContain('see “Lock”');
  });
});

describe('a file of rules', () => {
  const FILE = JSON.stringify({
    format: 'hub-steward-rules',
    version: 1,
    rules: [
      { kind: 'author', value: 'ada', action: 'hide' },
      { kind: 'author', value: 'ada', action: 'explode' },
    ],
  });
  const give = async (content: string) => {
    const input = field('Take rules from a file');
    const file = { name: 'mine.json', size: content.length, text: async () => content };
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    await dispatch(input, 'change');
  };

  test('is looked at first; taken in, and taken back', async () => {
    await rules.put(rule('word', 'wild', 'hide'));
    await show(<RulesSection />);
    await give(FILE);
    expect(focusedWords()).toBe('What is in mine.json');
    expect(text('.rules-preview [role=status]')).toContain('1 new rule.');
    expect(text('.rules-preview [role=status]')).toContain('1 entry cannot be taken.');
    expect(text('.rules-preview details')).toContain('Rule 2 (ada): Its action is none of');
    expect(await kept()).toEqual(['hide word wild']);
    await press('Take them in');
    expect(await kept()).toEqual(['hide word wild', 'hide author ada']);
    expect(all('.rules-preview')).toEqual([]);
    await press('Undo');
    expect(await kept()).toEqual(['hide word wild']);
  });

  test('instead of mine: what would go is said before', async () => {
    await rules.put(rule('word', 'wild', 'hide'));
    await show(<RulesSection />);
    await give(FILE);
    const radio = document.getElementById(find('label', 'Instead of mine').getAttribute('for')!)!;
    (radio as HTMLInputElement).checked = true;
    await dispatch(radio, 'click');
    expect(text('.rules-preview [role=status]')).toContain('1 rule of yours will be removed.');
    await press('Replace mine');
    expect(await kept()).toEqual(['hide author ada']);
  });

  test('another file: a sentence', async () => {
    await show(<RulesSection />);
    await give('{"name":"package"}');
    expect(text('[role=alert]')).toContain('This file holds no rules of Hub Steward');
    expect(all('.rules-preview')).toEqual([]);
    expect(find('button', 'Save as a file')).toBeTruthy();
  });
});
