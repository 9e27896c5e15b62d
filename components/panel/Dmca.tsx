/**
 * A copyright complaint to dmca@, with all that the statute asks for. It is composed here and sent by the person; the name and the
 * address that are typed stay in this page's memory only, and are neither kept nor part of the report's record.
 */
import { useId } from 'react';
import {
  COUNTER_NOTICE_TIME,
  composeCounterNotice,
  composeNotice,
  DMCA_STATEMENTS,
  DMCA_WARRANTY,
  DMCA_WHERE,
  type DmcaNotice,
  EMPTY_COUNTER_NOTICE,
  EMPTY_NOTICE,
  missingInNotice,
} from '../../lib/report/dmca.ts';
import type { Report } from '../../lib/report/report.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { ExactText } from './Exactly.tsx';
import { Quoted } from './Fork.tsx';
import { usePanel } from './store.ts';

/** With what was said before already filled in. */
export function currentNotice(notice: DmcaNotice | null, { answers }: Report): DmcaNotice {
  const standing = (['holder', 'agent', 'neither'] as const).find((one) => one === answers?.holder) ?? null;
  return (
    notice ?? { ...EMPTY_NOTICE, standing, work: answers?.work ?? '', original: answers?.original ?? '' }
  );
}

const FIELDS: {
  field: keyof DmcaNotice & string;
  label: string;
  help?: string;
  long?: true;
  auto?: string;
}[] = [
  { field: 'work', label: 'Which work is it?', help: 'So that it can be recognised.', long: true },
  { field: 'original', label: 'Where can the original be seen?', help: 'Optional.' },
  {
    field: 'locations',
    label: 'Where else is it on the Hub?',
    help: 'Optional; one address a line.',
    long: true,
  },
  { field: 'name', label: 'Your full name', auto: 'name' },
  { field: 'address', label: 'Your postal address', long: true, auto: 'street-address' },
  { field: 'phone', label: 'Your telephone number', auto: 'tel' },
  { field: 'email', label: 'Your mail address', auto: 'email' },
];

export function Dmca({ report, copy }: { report: Report; copy: (text: string) => Promise<void> }) {
  const state = usePanel();
  const id = useId();
  const notice = currentNotice(state.notice, report);
  const change = (part: Partial<DmcaNotice>) => state.fillNotice({ ...notice, ...part });
  const missing = new Map(missingInNotice(notice).map(({ field, sentence }) => [field, sentence]));
  const mail = composeNotice(report, notice);

  return (
    <div className="panel-write" data-live>
      <section className="panel-writing" aria-labelledby={`${id}-title`}>
        <h3 id={`${id}-title`}>Your copyright complaint</h3>
        <p className="panel-hint">
          <Quoted quote={DMCA_WHERE} />. It is read by dmca@huggingface.co and may be passed on to whom it is
          about, with your name. What you type here is kept nowhere: it goes into your mail only. This is no
          legal advice.
        </p>
        <Choice
          legend="You are"
          look="segments"
          value={notice.standing ?? ''}
          options={[
            { value: 'holder', label: 'The holder of the right' },
            { value: 'agent', label: 'Acting for the holder' },
            { value: 'neither', label: 'Neither' },
          ]}
          onChange={(standing) => change({ standing: standing as DmcaNotice['standing'] })}
        />
        {notice.standing === 'neither' && (
          <p role="status">
            {missing.get('standing')}{' '}
            <Button small onClick={() => state.goTo('write')}>
              Choose another way
            </Button>
          </p>
        )}
        <div className="panel-questions">
          {notice.standing === 'agent' && (
            <Field
              label="For whom do you act?"
              value={notice.holder ?? ''}
              onChange={(holder) => change({ holder })}
            />
          )}
          {FIELDS.map(({ field, ...rest }) => (
            <Field
              key={field}
              {...rest}
              value={String(notice[field] ?? '')}
              onChange={(words) => change({ [field]: words })}
            />
          ))}
        </div>
        {(['goodFaith', 'accurate', 'notMisleading'] as const).map((field) => (
          <label className="panel-confirm" key={field}>
            <input
              type="checkbox"
              checked={notice[field]}
              onChange={(event) => change({ [field]: event.target.checked })}
            />
            {DMCA_STATEMENTS[field]}
          </label>
        ))}
        <p className="panel-hint">
          <Quoted quote={DMCA_WARRANTY} />
        </p>
        <Field
          label="Your full name, as your signature"
          value={notice.signature}
          onChange={(signature) => change({ signature })}
        />
        <div role="status">
          {missing.size > 0 && (
            <>
              <p className="panel-label">Still missing</p>
              <ul className="panel-existing">
                {[...missing].map(([field, sentence]) => (
                  <li key={field}>{sentence}</li>
                ))}
              </ul>
            </>
          )}
        </div>
        <details className="panel-examples">
          <summary>Was something of yours taken down?</summary>
          <p>
            A counter-notice contests it. Readers of the text of {COUNTER_NOTICE_TIME.version} say that the
            Hub then waits {COUNTER_NOTICE_TIME.words} before it restores what was disabled.
          </p>
          <Button
            small
            icon="copy"
            onClick={() => void copy(composeCounterNotice(EMPTY_COUNTER_NOTICE, report).body)}
          >
            Copy a counter-notice to fill in
          </Button>
        </details>
      </section>
      <ExactText
        heading="Exactly this will be in the mail"
        to={mail.to}
        title={mail.subject}
        body={mail.body}
        mail
        live
      />
    </div>
  );
}

interface FieldProps {
  label: string;
  value: string;
  help?: string;
  long?: true;
  auto?: string;
  onChange: (words: string) => void;
}

function Field({ label, value, help, long, auto, onChange }: FieldProps) {
  const id = useId();
  const props = {
    id,
    className: 'panel-text',
    value,
    autoComplete: auto ?? 'off',
    'aria-describedby': help ? `${id}-help` : undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="panel-question" data-wide={long}>
      <label htmlFor={id}>{label}</label>
      {long ? <textarea rows={2} {...props} /> : <input type="text" {...props} />}
      {help && (
        <p className="panel-hint" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
