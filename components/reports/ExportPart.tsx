/** Reports out to a file, and back from one: they are kept on this device only, so a file is what survives it. */
import type { OutboxRecord } from '../../lib/report/report.ts';
import { SaveReports } from './SaveReports.tsx';
import { TakeReports } from './TakeReports.tsx';
import './export.css';

interface ExportPartProps {
  records: readonly OutboxRecord[];
  /** Ids of those that the list shows just now, for "only those". */
  selected?: readonly string[] | undefined;
  /** Something came in or was taken back: read the list again. */
  onImported?: (() => void) | undefined;
}

export function ExportPart({ records, selected, onImported }: ExportPartProps) {
  return (
    <section className="ui-card stack export" aria-labelledby="export-title">
      <h2 id="export-title">Keep or move your reports</h2>
      {records.length > 0 && <SaveReports records={records} selected={selected} />}
      <TakeReports onImported={onImported} />
    </section>
  );
}
