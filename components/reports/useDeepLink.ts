import { useEffect, useState } from 'react';
import type { OutboxRecord } from '../../lib/report/report.ts';
import { fragment } from '../ui/fragment.ts';
import { EVERYTHING } from './items.ts';
import { useReports } from './store.ts';

/** Element that takes the focus when a report is linked to. */
export const headingId = (id: string): string => `report-${id}`;

const linked = (): string => fragment(location.hash);
const UUID = /^[0-9a-f-]{36}$/i;

/** `reports.html#<id>`, as receipts link to it: opens that report and goes there. True when there is no such report. */
export function useDeepLink(records: OutboxRecord[] | null): boolean {
  const [wanted, setWanted] = useState(linked);
  useEffect(() => {
    const changed = () => setWanted(linked());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);

  const isId = UUID.test(wanted);
  const native = useReports(({ follows }) => follows.some(({ id, native }) => native && id === wanted));
  const found = isId && (native || (records ?? []).some((record) => record.id === wanted));
  // Once a link, not once a poll: `found` turns true a single time for each.
  useEffect(() => {
    if (!found) return;
    const { toggle } = useReports.getState();
    useReports.setState({ ...EVERYTHING, sort: useReports.getState().sort });
    toggle(wanted, true);
    const frame = requestAnimationFrame(() => {
      const heading = document.getElementById(headingId(wanted));
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: 'start' });
    });
    return () => cancelAnimationFrame(frame);
  }, [found, wanted]);
  return isId && records !== null && !found;
}
