/** Exactly what will be sent, and to whom; nothing leaves before Send is pressed here. */
import { useState } from 'react';
import { repoUrl } from '../../lib/hub/ref.ts';
import { formUrl } from '../../lib/report/compose.ts';
import { composeNotice, missingInNotice } from '../../lib/report/dmca.ts';
import { ABUSE_RULE } from '../../lib/report/pace.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { DialogWay } from './DialogWay.tsx';
import { currentNotice, Dmca } from './Dmca.tsx';
import { currentRoute, reportOf, takesPicture } from './derived.ts';
import { Exactly } from './Exactly.tsx';
import { MailActions } from './MailActions.tsx';
import { usePanel } from './store.ts';
import { useCopy } from './use-copy.ts';
import { asText, mailText, writtenReport } from './written.ts';

export function PreviewStep() {
  const state = usePanel();
  const report = reportOf(state);
  const route = currentRoute(state);
  const { copied, copy } = useCopy();
  const [slowly, setSlowly] = useState(false);
  if (!report || !route) return null;
  const written = writtenReport(report);
  const notice = route.desk === 'dmca' ? currentNotice(state.notice, report) : null;
  const form = route.kind === 'public-form' ? formUrl(report) : null;
  const posts = route.available && (route.kind === 'public-api' || route.kind === 'public-comment');
  const pace = posts && !state.unhurried ? state.context?.pace : undefined;

  const send = async () => {
    // Too long for an address: the form opens with the title, and the text waits in the clipboard.
    if (form?.tooLong) await copy(written.body);
    await state.send();
  };
  const press = () => {
    if (pace && !slowly) setSlowly(true);
    else void send();
  };

  return (
    <div className="panel-preview">
      <p className="panel-who">{route.whoSees}</p>
      {notice ? <Dmca report={report} copy={copy} /> : <Exactly />}
      {state.picture && takesPicture(state) && (
        <p className="panel-hint">Your picture is no part of this: it stays on this device.</p>
      )}
      {form?.tooLong && (
        <Notice kind="info" standing>
          The text is too long to be filled in. It is copied when you press the button: paste it into the
          form’s description.
        </Notice>
      )}
      {written.way === 'dialog' && <DialogWay report={report} />}
      {written.way !== 'mail' && <Abuse />}
      {copied && <Notice kind="info">{copied}</Notice>}
      {slowly && pace && (
        <Notice
          kind="warn"
          title="A moment"
          actions={
            <>
              <Button
                small
                onClick={(event) => {
                  if (!event.nativeEvent.isTrusted) return;
                  state.goOnUnhurried();
                  void send();
                }}
              >
                Send it; it waits its turn
              </Button>
              <Button small look="quiet" onClick={() => setSlowly(false)}>
                Not now
              </Button>
            </>
          }
        >
          {pace}
        </Notice>
      )}
      {state.problem && (
        <Notice kind="error" title="It was not sent">
          {state.problem} Your draft is kept.
        </Notice>
      )}
      <div className="panel-actions">
        <Button onClick={() => state.goTo('write')}>Back</Button>
        {written.way === 'mail' ? (
          <MailActions
            report={report}
            mail={notice ? composeNotice(report, notice) : undefined}
            disabled={notice !== null && missingInNotice(notice).length > 0}
            send={send}
          />
        ) : written.way === 'dialog' ? (
          <Button
            look="primary"
            busy={state.sending}
            onClick={(event) => {
              if (event.nativeEvent.isTrusted) void copy(written.body).then(send);
            }}
          >
            Copy the text; I use the Hub’s dialog
          </Button>
        ) : written.way === 'comment' && !route.available ? (
          <LinkButton
            look="primary"
            outside
            href={
              report.target.repo
                ? `${repoUrl(report.target.repo)}/discussions/${report.join?.discussion}`
                : '#'
            }
            onClick={() => void copy(written.body)}
          >
            Copy it, and open the thread
          </LinkButton>
        ) : (
          <Button
            look="primary"
            busy={state.sending}
            onClick={(event) => event.nativeEvent.isTrusted && press()}
          >
            {form
              ? 'Open the Hub’s form, filled in'
              : written.way === 'comment'
                ? `Send as a comment to #${report.join?.discussion}`
                : 'Send to the Community tab'}
          </Button>
        )}
        <Button
          look="quiet"
          icon="copy"
          onClick={() => void copy(asText(notice ? mailText(composeNotice(report, notice)) : written))}
        >
          Copy
        </Button>
      </div>
    </div>
  );
}

/** Reports are content, too: the policy's own words on it, once, where something is about to be sent. */
function Abuse() {
  const policy = usePanel((state) => state.policy);
  const rule = policy?.rules[ABUSE_RULE];
  const version = policy?.versions.find(({ hash }) => hash === rule?.version);
  if (!rule) return null;
  return (
    <p className="panel-hint">
      Of reports the policy says: <q cite={rule.citation.url}>{rule.text}</q> (text of{' '}
      {version?.printedDate ?? 'no printed date'})
    </p>
  );
}
