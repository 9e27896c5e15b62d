/** The Hub's own Report dialog: where it is, what to choose there, and what to paste. The Hub gives no other way to it. */
import { dialogReason } from '../../lib/report/compose.ts';
import type { Report } from '../../lib/report/report.ts';
import { dialogIsForModerators } from '../../lib/report/route.ts';
import { kindOf } from '../../lib/report/target.ts';
import { OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

export function DialogWay({ report }: { report: Report }) {
  const { target } = report;
  const kind = kindOf(target);
  const elsewhere = new URL(target.url).pathname !== location.pathname;
  return (
    <Notice kind="info" standing title="So it goes on">
      <ol className="panel-way">
        <li>Press the button below: the text is copied, and this report is kept in your list.</li>
        <li>
          {elsewhere ? (
            <>
              Open <OutLink href={target.url}>its page</OutLink> and choose
            </>
          ) : (
            'Close this panel and choose'
          )}{' '}
          Report in the three dots {dialogIsForModerators(kind) ? 'beside it' : 'beside the title'}.
        </li>
        {!dialogIsForModerators(kind) && (
          <li>
            If it asks for a reason, “{dialogReason(report.topicId)}” fits best, as far as we know its list.
          </li>
        )}
        <li>Paste the text, and press the button there. Nothing is sent before.</li>
      </ol>
    </Notice>
  );
}
