import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { type ImportResult, MAX_IMPORT_CHARS } from '../../lib/report/portable-formats.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { sentence } from '../ui/sentence.ts';
import { countLines, doneWords, foundWords } from './export-words.ts';
import { readFile } from './read-file.ts';

/** What was read, and what would come of it. `press` is one for all tries of the same import: it is done once. */
interface Found {
  name: string;
  text: string;
  press: string;
  result: ImportResult;
}

type Stage =
  | { at: 'start' }
  | { at: 'work'; doing: string; part: number | null }
  | { at: 'found'; found: Found; problem?: string }
  | { at: 'done'; result: ImportResult; undoing?: boolean; problem?: string }
  | { at: 'said'; kind: 'done' | 'error'; said: string };

/** Reports from a file: chosen, dropped or pasted; first what would come of it, then the press, then the way back. */
export function TakeReports({ onImported }: { onImported?: (() => void) | undefined }) {
  const [stage, setStage] = useState<Stage>({ at: 'start' });
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const working = stage.at === 'work';

  async function look(name: string, read: () => Promise<string>): Promise<void> {
    setStage({ at: 'work', doing: `Reading ${name}…`, part: null });
    try {
      const text = await read();
      if (text.length > MAX_IMPORT_CHARS)
        throw new Error('It is larger than any export of reports. Choose a file that was exported as JSON.');
      setStage({ at: 'work', doing: `Checking ${name}…`, part: null });
      const press = crypto.randomUUID();
      const result = await ask('reports.import', { text, dry: true, press });
      setStage({ at: 'found', found: { name, text, press, result } });
    } catch (error) {
      setStage({ at: 'said', kind: 'error', said: sentence(error) });
    }
  }

  function take(file: File | undefined): void {
    if (!file || working) return;
    const doing = `Reading ${file.name}…`;
    void look(file.name, () => readFile(file, (part) => setStage({ at: 'work', doing, part })));
  }

  async function bring(found: Found): Promise<void> {
    setStage({ at: 'work', doing: 'Taking them in…', part: null });
    try {
      const result = await ask('reports.import', { text: found.text, dry: false, press: found.press });
      setStage({ at: 'done', result });
      setPasted('');
      onImported?.();
    } catch (error) {
      setStage({ at: 'found', found, problem: sentence(error) });
    }
  }

  async function undo(result: ImportResult): Promise<void> {
    setStage({ at: 'done', result, undoing: true });
    try {
      const { removed, restored } = await ask('reports.import-undo', {});
      setStage({
        at: 'said',
        kind: 'done',
        said: `Undone: ${removed} removed again, ${restored} as before.`,
      });
      onImported?.();
    } catch (error) {
      setStage({ at: 'done', result, problem: sentence(error) });
    }
  }

  function close(): void {
    setStage({ at: 'start' });
    field.current?.focus();
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }

  return (
    <div className="stack" data-gap="small">
      <h3>Bring reports back</h3>
      <p className="ui-small ui-quiet">
        From a file that was saved here as JSON, in this browser or another one. Nothing that comes from a
        file is ever sent to the Hub.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is for everybody */}
      <div
        className="export-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <div className="ui-field">
          <label htmlFor={`${id}-file`}>Choose a file, or drop it here</label>
          <input
            id={`${id}-file`}
            ref={field}
            className="ui-input"
            type="file"
            accept="application/json,.json"
            disabled={working}
            onChange={(event) => {
              take(event.target.files?.[0]);
              // The same file can be chosen again.
              event.target.value = '';
            }}
          />
        </div>
      </div>
      <details>
        <summary>Paste the text instead</summary>
        <div className="stack" data-gap="small">
          <div className="ui-field">
            <label htmlFor={`${id}-text`}>Text of an export (JSON)</label>
            <textarea
              id={`${id}-text`}
              className="ui-input export-paste"
              rows={4}
              spellCheck={false}
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          </div>
          <div className="row">
            <Button
              busy={working}
              disabled={pasted.trim() === ''}
              onClick={() => void look('The pasted text', async () => pasted)}
            >
              Look what is in it
            </Button>
          </div>
        </div>
      </details>
      {stage.at === 'work' && (
        <div className="export-work" role="status">
          <span id={`${id}-doing`}>{stage.doing}</span>
          <progress
            aria-labelledby={`${id}-doing`}
            {...(stage.part === null ? {} : { value: stage.part, max: 1 })}
          />
        </div>
      )}
      {stage.at === 'found' && (
        <FoundNotice {...stage} onTake={() => void bring(stage.found)} onCancel={close} />
      )}
      {stage.at === 'done' && (
        <Focused>
          <Notice
            kind={stage.problem ? 'error' : 'done'}
            actions={
              <>
                {stage.result.added + stage.result.updated > 0 && (
                  <Button
                    small
                    icon="undo"
                    busy={stage.undoing ?? false}
                    onClick={() => void undo(stage.result)}
                  >
                    Undo
                  </Button>
                )}
                <Button small onClick={close}>
                  Close
                </Button>
              </>
            }
          >
            {stage.problem ?? doneWords(stage.result)}
          </Notice>
        </Focused>
      )}
      {stage.at === 'said' && (
        <Focused>
          <Notice
            kind={stage.kind}
            actions={
              <Button small onClick={close}>
                {stage.kind === 'error' ? 'Choose another file' : 'Close'}
              </Button>
            }
          >
            {stage.said}
          </Notice>
        </Focused>
      )}
    </div>
  );
}

interface FoundProps {
  found: Found;
  problem?: string;
  onTake: () => void;
  onCancel: () => void;
}

/** Nothing is changed before the button is pressed. */
function FoundNotice({ found: { name, result }, problem, onTake, onCancel }: FoundProps) {
  const { added, updated, sample, problems } = result;
  const brings = added + updated > 0;
  return (
    <Focused>
      <Notice
        kind={problem ? 'error' : brings ? 'info' : 'warn'}
        title={foundWords(result, name)}
        actions={
          <>
            {brings && (
              <Button small look="primary" onClick={onTake}>
                {added + updated === 1 ? 'Take it in' : 'Take them in'}
              </Button>
            )}
            <Button small onClick={onCancel}>
              {brings ? 'Take nothing' : 'Close'}
            </Button>
          </>
        }
      >
        {problem && <p>{problem}</p>}
        <ul>
          {countLines(result).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {sample.length > 0 && (
          <p>
            {sample.map(({ topic, place, state }) => `${topic}, ${place} (${state})`).join('; ')}
            {added > sample.length && ` and ${added - sample.length} more`}
          </p>
        )}
        {problems.length > 0 && (
          <details>
            <summary>What cannot be taken, and why</summary>
            <ul>
              {problems.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </details>
        )}
      </Notice>
    </Focused>
  );
}

/** What the person waits for takes the focus: the button that they pressed may be gone. */
function Focused({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="export-focused">
      {children}
    </div>
  );
}
