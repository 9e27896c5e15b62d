/** All versions as a file, and back from one: they are kept on this device only, so a file is what survives it. */
import { useRef } from 'react';
import { MAX_TRANSFER_CHARS } from '../../lib/policy/version-types.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { saveFile } from './save-file.ts';
import { usePolicy } from './store.ts';
import { CLASSES, DOCUMENTS, nameOf } from './words.ts';

/** Of UTF-8, for what is written in any script. */
const MAX_BYTES_A_CHAR = 3;

export function Transfer() {
  const { busy, transfer, exportAll, previewImport } = usePolicy();
  const input = useRef<HTMLInputElement>(null);
  const save = async () => {
    const text = await exportAll();
    const day = new Date().toISOString().slice(0, 10);
    if (text !== null) saveFile(`hub-policies-${day}.json`, 'application/json', text);
  };
  const take = (file: File | undefined) => {
    if (!file) return;
    void previewImport(file.name, async () => {
      if (file.size > MAX_TRANSFER_CHARS * MAX_BYTES_A_CHAR)
        throw new Error('It is far larger than any file of versions. Choose the one that was exported here.');
      return file.text();
    });
  };
  return (
    <section className="ui-card policy-card" aria-labelledby="transfer">
      <h2 id="transfer">Keep or bring versions</h2>
      <p className="ui-quiet">
        Versions are kept on this device, for good. A file keeps them beyond it, and brings them back.
      </p>
      <div className="row">
        <Button busy={busy === 'exporting'} onClick={() => void save()}>
          Export all versions
        </Button>
        <Button busy={busy === 'importing'} onClick={() => input.current?.click()}>
          Import a file…
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label="File of versions to import"
          className="ui-unseen"
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      {transfer && (
        <Notice kind={transfer.kind} title={transfer.title}>
          {transfer.sentence}
        </Notice>
      )}
      <ImportPreview />
    </section>
  );
}

/** What a file would bring; nothing is kept before the person says so. */
function ImportPreview() {
  const { preview, busy, finishImport } = usePolicy();
  if (!preview) return null;
  const { added, known, problems } = preview.found;
  const cancel = () => usePolicy.setState({ preview: null });
  return (
    <Notice
      kind={added.length > 0 ? 'info' : 'warn'}
      title={
        added.length === 0
          ? `${preview.file} brings nothing new`
          : `${preview.file} would bring ${added.length === 1 ? '1 version' : `${added.length} versions`}`
      }
      actions={
        <>
          {added.length > 0 && (
            <Button small look="primary" busy={busy === 'importing'} onClick={() => void finishImport()}>
              Add {added.length === 1 ? 'it' : 'them'}
            </Button>
          )}
          <Button small onClick={cancel}>
            {added.length > 0 ? 'Add nothing' : 'Close'}
          </Button>
        </>
      }
    >
      {added.length > 0 && (
        <ul className="versions-added">
          {added.map((version) => (
            <li key={version.kind + version.hash}>
              {DOCUMENTS[version.kind].name}, {nameOf(version, added)}: {CLASSES[version.change].label}
            </li>
          ))}
        </ul>
      )}
      {known > 0 && <p>{known === 1 ? '1 version is' : `${known} versions are`} here already.</p>}
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
    </Notice>
  );
}
