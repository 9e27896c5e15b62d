import { useId, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import type { ExportFile, ExportFormat } from '../../lib/report/portable-formats.ts';
import type { OutboxRecord } from '../../lib/report/report.ts';
import { nameOf } from '../../lib/report/target.ts';
import { saveFile } from '../policy/save-file.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { sentence } from '../ui/sentence.ts';
import { FORMATS, fileWords, PRIVATE_CHOICES, type PrivateChoice } from './export-words.ts';

interface SaveProps {
  records: readonly OutboxRecord[];
  /** Ids of those that the list shows just now. */
  selected?: readonly string[] | undefined;
}

/** Longer ones are shown in part; the file has all of it. */
const MAX_PREVIEW = 20_000;
const ALL = 'all';
const SHOWN = 'shown';

type Outcome = { kind: 'done' | 'error'; said: string } | null;

/** Reports as a file: what of them, in which format, seen before it is saved. */
export function SaveReports({ records, selected }: SaveProps) {
  const [format, setFormat] = useState<ExportFormat>('markdown');
  const [which, setWhich] = useState(ALL);
  const [parts, setParts] = useState<PrivateChoice>('redacted');
  const [name, setName] = useState('');
  const [mail, setMail] = useState('');
  const [goodFaith, setGoodFaith] = useState(false);
  const [busy, setBusy] = useState<'preview' | 'save' | 'copy' | null>(null);
  const [preview, setPreview] = useState<ExportFile | null>(null);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const whichId = useId();

  const someShown = selected && selected.length > 0 && selected.length < records.length;
  // What was chosen may have been removed from the list since.
  const chosen = records.some(({ id }) => id === which) || (which === SHOWN && someShown) ? which : ALL;
  const single = format === 'xarf' && (chosen === ALL || chosen === SHOWN) ? (records[0]?.id ?? ALL) : chosen;

  /** A choice was changed: what was shown of the file does not hold any more. */
  function change<V>(set: (value: V) => void): (value: V) => void {
    return (value) => {
      set(value);
      setPreview(null);
      setOutcome(null);
    };
  }

  async function make(what: 'preview' | 'save' | 'copy'): Promise<void> {
    setBusy(what);
    setOutcome(null);
    try {
      const file = await ask('reports.export', {
        format,
        ...(single === ALL ? {} : { ids: single === SHOWN ? [...(selected ?? [])] : [single] }),
        includePrivate: parts === 'included',
        ...(needsName(format) ? { notifier: { name, mail } } : {}),
        ...(format === 'dsa' ? { goodFaith } : {}),
      });
      if (what === 'preview') setPreview(file);
      if (what === 'save') saveFile(file.name, file.type, (file.bom ? '\ufeff' : '') + file.text);
      if (what === 'copy') await copy(file.text);
      if (what !== 'preview')
        setOutcome({
          kind: 'done',
          said: `${what === 'save' ? `${file.name} is saved.` : 'Copied.'} ${fileWords(file)}`,
        });
    } catch (error) {
      setOutcome({ kind: 'error', said: sentence(error) });
    } finally {
      setBusy(null);
    }
  }

  return (
    <div className="stack" data-gap="small">
      <h3>Save reports</h3>
      <div className="ui-field">
        <label htmlFor={whichId}>Which reports</label>
        <select
          id={whichId}
          className="ui-input"
          value={single}
          onChange={(event) => change(setWhich)(event.target.value)}
        >
          {format !== 'xarf' && <option value={ALL}>All {records.length}</option>}
          {format !== 'xarf' && someShown && (
            <option value={SHOWN}>Only the {selected.length} shown in the list</option>
          )}
          {records.map(({ id, report }) => (
            <option key={id} value={id}>
              {report.topicName}: {nameOf(report.target)} ({report.reference})
            </option>
          ))}
        </select>
      </div>
      <Choice<ExportFormat> legend="Format" value={format} options={FORMATS} onChange={change(setFormat)} />
      <Choice<PrivateChoice>
        legend="Private parts"
        value={parts}
        options={PRIVATE_CHOICES}
        onChange={change(setParts)}
      />
      {needsName(format) && (
        <Contact format={format} name={name} mail={mail} onName={change(setName)} onMail={change(setMail)} />
      )}
      {format === 'dsa' && (
        <label className="ui-check">
          <input
            type="checkbox"
            checked={goodFaith}
            onChange={(event) => change(setGoodFaith)(event.target.checked)}
          />
          <span>
            I have a good-faith belief that the information and the allegations in this notice are accurate
            and complete.
          </span>
        </label>
      )}
      <div className="row">
        <Button look="primary" busy={busy === 'save'} onClick={() => void make('save')}>
          Save the file
        </Button>
        <Button icon="copy" busy={busy === 'copy'} onClick={() => void make('copy')}>
          Copy
        </Button>
        <Button icon="eye" busy={busy === 'preview'} onClick={() => void make('preview')}>
          Show what is in it
        </Button>
      </div>
      {outcome && <Notice kind={outcome.kind}>{outcome.said}</Notice>}
      {preview && <Preview file={preview} />}
    </div>
  );
}

const needsName = (format: ExportFormat) => format === 'dsa' || format === 'xarf';

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Error('The browser refused to copy. Save the file instead, or show it and select the text.');
  }
}

interface ContactProps {
  format: ExportFormat;
  name: string;
  mail: string;
  onName: (name: string) => void;
  onMail: (mail: string) => void;
}

function Contact({ format, name, mail, onName, onMail }: ContactProps) {
  const id = useId();
  return (
    <fieldset className="export-contact">
      <legend>Who makes it</legend>
      <p className="ui-small ui-quiet" id={`${id}-note`}>
        {format === 'dsa'
          ? 'A notice names who makes it, if you wish to be named. Never for the sexual abuse of children: then both are left out, whatever stands here. '
          : 'XARF requires a contact. '}
        Both go into this file only, and are kept nowhere.
      </p>
      <div className="ui-field">
        <label htmlFor={`${id}-name`}>Name{format === 'dsa' && ' (optional)'}</label>
        <input
          id={`${id}-name`}
          className="ui-input"
          autoComplete="name"
          maxLength={200}
          aria-describedby={`${id}-note`}
          value={name}
          onChange={(event) => onName(event.target.value)}
        />
      </div>
      <div className="ui-field">
        <label htmlFor={`${id}-mail`}>Mail address{format === 'dsa' && ' (optional)'}</label>
        <input
          id={`${id}-mail`}
          className="ui-input"
          type="email"
          autoComplete="email"
          maxLength={200}
          aria-describedby={`${id}-note`}
          value={mail}
          onChange={(event) => onMail(event.target.value)}
        />
      </div>
    </fieldset>
  );
}

function Preview({ file }: { file: ExportFile }) {
  const long = file.text.length > MAX_PREVIEW;
  return (
    <section className="stack" data-gap="small" aria-label="What is in the file">
      <p role="status">
        {file.name}: {fileWords(file)}
        {long && ' Its beginning is shown here.'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex lint/a11y/useSemanticElements: what scrolls must be reachable by keyboard, and what has the focus needs a role and a name */}
      <pre className="export-preview" tabIndex={0} role="group" aria-label="Text of the file">
        {long ? `${file.text.slice(0, MAX_PREVIEW).toWellFormed()}\n…` : file.text}
      </pre>
    </section>
  );
}
