import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Button, OutLink } from '../../../components/ui/Button.tsx';
import { Choice } from '../../../components/ui/Choice.tsx';
import { ACTION_OPTIONS, effectOf } from '../../../components/ui/filter-words.ts';
import { Notice } from '../../../components/ui/Notice.tsx';
import { Quote } from '../../../components/ui/parts.tsx';
import { Switch } from '../../../components/ui/Switch.tsx';
import { ACTIONS, DEFAULT_FILTER } from '../../../lib/nfaa/preferences.ts';

const NOW = Date.UTC(2026, 9, 6, 12);
const nothing = () => {};

describe('controls in the markup', () => {
  test('a busy button keeps its place in the tab order', () => {
    const markup = renderToStaticMarkup(<Button busy>Asking…</Button>);
    expect(markup).toContain('aria-disabled="true"');
    expect(markup).not.toContain(' disabled');
    expect(markup).toContain('type="button"');
  });

  test('a switch is one, with its explanation', () => {
    const markup = renderToStaticMarkup(
      <Switch label="Filter" note="All of it" checked onChange={nothing} />,
    );
    expect(markup).toContain('role="switch"');
    expect(markup).toContain('aria-checked="true"');
    expect(markup).toContain('aria-describedby');
  });

  test('a choice is a group of radio buttons under one name, one of them chosen', () => {
    const markup = renderToStaticMarkup(
      <Choice legend="Which" options={ACTION_OPTIONS} value="cover" onChange={nothing} />,
    );
    const names = [...markup.matchAll(/name="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(1);
    expect(markup.match(/checked=""/g)).toHaveLength(1);
    expect(markup).toContain('<legend');
  });

  test('errors are announced at once, standing notices not at all', () => {
    expect(renderToStaticMarkup(<Notice kind="error">No.</Notice>)).toContain('role="alert"');
    expect(renderToStaticMarkup(<Notice kind="info">Well.</Notice>)).toContain('role="status"');
    expect(
      renderToStaticMarkup(
        <Notice kind="error" standing>
          No.
        </Notice>,
      ),
    ).not.toContain('role=');
  });

  test('a quotation says whose words it holds', () => {
    const markup = renderToStaticMarkup(<Quote from="the policy">Spam;</Quote>);
    expect(markup).toContain('Quoted from the policy');
    expect(markup).toContain('<blockquote>Spam;</blockquote>');
  });

  test('a link that leaves takes no referrer along', () => {
    expect(renderToStaticMarkup(<OutLink href="https://huggingface.co/">Hub</OutLink>)).toContain(
      'rel="noreferrer"',
    );
  });

  test('every action has words and an effect of its own', () => {
    expect(ACTION_OPTIONS.map(({ value }) => value)).toEqual([...ACTIONS]);
    const effects = ACTIONS.map((action) => effectOf({ ...DEFAULT_FILTER, action }, NOW));
    expect(new Set(effects).size).toBe(ACTIONS.length);
  });

  test('what the filter does is said with its pause and its exceptions', () => {
    expect(effectOf({ ...DEFAULT_FILTER, on: false }, NOW)).toContain('off');
    const paused = { ...DEFAULT_FILTER, pausedUntil: NOW + 1_000 };
    expect(effectOf(paused, NOW)).toMatch(/paused until/);
    expect(effectOf(paused, NOW + 1_000)).toBe(effectOf(DEFAULT_FILTER, NOW));
    expect(effectOf({ ...DEFAULT_FILTER, per: { search: 'hide' } }, NOW)).toContain('1 exception.');
    expect(effectOf({ ...DEFAULT_FILTER, per: { search: 'hide', space: 'show' } }, NOW)).toContain(
      '2 exceptions.',
    );
  });
});
