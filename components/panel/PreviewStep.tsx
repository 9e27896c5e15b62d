/** Exactly what will be sent, and to whom; nothing leaves before Send is pressed here. */
import { useId, useState } from 'react';
import { composeMail, composeReport, formUrl, mailtoUrl } from '../../lib/report/compose.ts';
import type { Report } from '../../lib/report/report.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { currentRoute, reportOf } from './derived.ts';
import { usePanel } from './store.ts';

export function PreviewStep() {
  const state = usePanel();
  const id = useId();
  const report = reportOf(state);
  const route = currentRoute(state);
  const [copied, setCopied] = useState<string | null>(null);
  if (!report || !route) return null;
  const mail = route.kind === 'private-mail' ? composeMail(report) : null;
  const { title, body } = mail ? { title: mail.subject, body: mail.body } : composeReport(report);
  const form = route.kind === 'public-form' ? formUrl(report) : null;

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Copied.');
    } catch {
      setCopied('The browser did not allow copying. Select the text above and copy it yourself.');
    }
  };
  const send = async () => {
    // Too long for an address: the form opens with the title, and the text waits in the clipboard.
    if (form?.tooLong) await copy(body);
    await state.send();
  };

  return (
    <div className="panel-preview">
      <p className="panel-who">{route.whoSees}</p>
      <section aria-labelledby={`${id}-exact`}>
        <h3 id={`${id}-exact`}>Exactly this will be {mail ? 'in the mail' : 'posted'}</h3>
        <dl className="panel-exact">
          {mail && (
            <>
              <dt>To</dt>
              <dd>{mail.to}</dd>
            </>
          )}
          <dt>{mail ? 'Subject' : 'Title'}</dt>
          <dd>{title}</dd>
          <dt>Text</dt>
          <dd>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
            <pre tabIndex={0}>{body}</pre>
          </dd>
        </dl>
      </section>
      {form?.tooLong && (
        <Notice kind="info" standing>
          The text is too long to be filled in. It is copied when you press the button: paste it into the
          form’s description.
        </Notice>
      )}
      {copied && <Notice kind="info">{copied}</Notice>}
      {state.problem && (
        <Notice kind="error" title="It was not sent">
          {state.problem} Your draft is kept.
        </Notice>
      )}
      <div className="panel-actions">
        <Button onClick={() => state.goTo('write')}>Back</Button>
        {mail ? (
          <MailActions report={report} send={send} />
        ) : (
          <Button
            look="primary"
            busy={state.sending}
            onClick={(event) => event.nativeEvent.isTrusted && void send()}
          >
            {form ? 'Open the Hub’s form, filled in' : 'Send to the Community tab'}
          </Button>
        )}
        <Button
          look="quiet"
          icon="copy"
          onClick={() =>
            void copy(mail ? `To: ${mail.to}\nSubject: ${title}\n\n${body}` : `${title}\n\n${body}`)
          }
        >
          Copy
        </Button>
      </div>
    </div>
  );
}

function MailActions({ report, send }: { report: Report; send: () => Promise<void> }) {
  return (
    <LinkButton
      look="primary"
      icon="mail"
      href={mailtoUrl(composeMail(report))}
      target="_blank"
      rel="noreferrer"
      onClick={() => void send()}
    >
      Open in your mail program
    </LinkButton>
  );
}
