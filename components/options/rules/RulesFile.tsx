import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { isReveal } from '../../../lib/nfaa/rule.ts';
import type { ImportMode, ImportResult } from '../../../lib/nfaa/rules-change.ts';
import { MAX_FILE_CHARS } from '../../../lib/nfaa/rules-file.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from './fields.tsx';
import { SaidNotice } from './SaidNotice.tsx';
import { useRules } from './store.ts';
import { changesAnything, importWords } from './words.ts';

const MODES = [
  { value: 'merge', label: 'Add to mine', note: 'About the same thing, the file counts.' },
  {
    value: 'replace',
    label: 'Instead of mine',
    note: 'Your other rules and lists are removed; what you chose to see stays.',
  },
] as const;

/** Rules out to a file, and in from one: first what would come of it, then the press. */
export function RulesFile({ fixed }: { fixed: boolean }) {
  return (
    <div className="stack" data-gap="small">
      <h3>As a file</h3>
      <p className="ui-small ui-quiet">
        To keep your rules, to move them to another browser, or to hand them on. Rules and the lists you
        follow; never how often they applied, nor what you saw in this session.
      </p>
      <SaidNotice where="file" />
      <SaveFile />
      {!fixed && <TakeFile />}
    </div>
  );
}

function SaveFile() {
  const busy = useRules((store) => store.busy === 'saving');
  const hasReveals = useRules((store) => store.view?.rules.some((r) => isReveal(r) && !r.session) ?? false);
  const save = useRules((store) => store.save);
  const [reveals, setReveals] = useState(false);
  async function download() {
    const text = await save(reveals && hasReveals);
    if (text === null) return;
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'hub-steward-rules.json';
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <div className="row">
      <Button busy={busy} onClick={() => void download()}>
        Save as a file
      </Button>
      {hasReveals && (
        <label className="ui-check">
          <input type="checkbox" checked={reveals} onChange={(event) => setReveals(event.target.checked)} />
          <span>Also the repositories that I chose to see</span>
        </label>
      )}
    </div>
  );
}

/** What was read of the chosen file, and what would come of it. */
interface Chosen {
  name: string;
  text: string;
  mode: ImportMode;
  result: ImportResult;
}

function TakeFile() {
  const { look, take } = useRules.getState();
  const busy = useRules((store) => store.busy);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  async function examine(name: string, text: string, mode: ImportMode) {
    const result = await look(text, mode);
    setChosen(result && { name, text, mode, result });
  }
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    setChosen(null);
    setWrong(null);
    if (!file) return;
    // A character takes at most four bytes.
    if (file.size > MAX_FILE_CHARS * 4) setWrong('This file is too large for rules. Choose another one.');
    else await examine(file.name, await file.text(), 'merge');
  }
  function close() {
    setChosen(null);
    if (field.current) field.current.value = '';
    field.current?.focus();
  }
  return (
    <>
      <Field label="Take rules from a file" error={wrong}>
        {(ties) => (
          <input
            {...ties}
            ref={field}
            className="ui-input"
            type="file"
            accept="application/json,.json"
            onChange={(event) => void choose(event)}
          />
        )}
      </Field>
      {chosen && (
        <Preview
          chosen={chosen}
          busy={busy === 'taking'}
          onMode={(mode) => void examine(chosen.name, chosen.text, mode)}
          onTake={async () => {
            if (await take(chosen.text, chosen.mode)) close();
          }}
          onCancel={close}
        />
      )}
    </>
  );
}

interface PreviewProps {
  chosen: Chosen;
  busy: boolean;
  onMode: (mode: ImportMode) => void;
  onTake: () => Promise<void>;
  onCancel: () => void;
}

/** Nothing is changed before the button is pressed. */
export function Preview({ chosen, busy, onMode, onTake, onCancel }: PreviewProps) {
  const { name, mode, result } = chosen;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="rules-preview stack" data-gap="small">
      <h4 ref={heading} tabIndex={-1}>
        What is in {name}
      </h4>
      <Choice<ImportMode>
        legend="Take them in"
        value={mode}
        options={MODES.map((each) => ({ ...each }))}
        onChange={onMode}
      />
      <ul role="status">
        {importWords(result, 'dry').map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {result.problems.length > 0 && (
        <details>
          <summary>What cannot be taken</summary>
          <ul>
            {result.problems.map(({ what, why }) => (
              <li key={what}>
                {what}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="row">
        {changesAnything(result) && (
          <Button look="primary" busy={busy} onClick={() => void onTake()}>
            {mode === 'replace' ? 'Replace mine' : 'Take them in'}
          </Button>
        )}
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}
