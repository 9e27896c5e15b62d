import { type FormEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { pinProblem } from '../../lib/account/pin.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useLock } from '../ui/lock-store.ts';
import { clockWords, waitWords } from './lock-words.ts';

interface PinFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Why it was refused, said at once. */
  error?: string | null;
  note?: string;
  field?: Ref<HTMLInputElement>;
}

function PinField({ label, value, onChange, error, note, field }: PinFieldProps) {
  const id = useId();
  const describedBy = [error && `${id}-error`, note && `${id}-note`].filter(Boolean).join(' ');
  return (
    <div className="ui-field lock-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={field}
        className="ui-input"
        type="password"
        value={value}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="lock-error" id={`${id}-error`} role="alert">
        {error && (
          <>
            <Icon name="error" /> {error}
          </>
        )}
      </p>
      {note && (
        <p className="ui-small ui-quiet" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}

const SECOND = 1000;

/** Counts down for the eye; the ear hears it when it begins, at a few steps, and when it is over. */
export function Wait({ until }: { until: number | null }) {
  const [now, setNow] = useState(Date.now);
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    setNow(Date.now());
    if (until === null) return;
    setWaited(true);
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [until]);
  const left = until === null ? 0 : until - now;
  return (
    <>
      {left > 0 && (
        <p className="lock-wait" role="timer">
          <Icon name="clock" /> The next try is possible in {clockWords(left)}.
        </p>
      )}
      <p className="ui-unseen" role="status">
        {(waited || left > 0) && waitWords(left)}
      </p>
    </>
  );
}

interface FormProps {
  /** No try before then. */
  waitUntil: number | null;
}

/** A typed PIN, sent once; it is let go whatever the answer, and a refusal brings the focus back. */
function usePin(send: (pin: string) => Promise<string | null>, waiting: boolean) {
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const busy = useLock((store) => store.busy !== null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || waiting) return;
    const refused = pinProblem(pin) ?? (await send(pin));
    setPin('');
    setError(refused);
    if (refused) field.current?.focus();
  }
  const onChange = (value: string) => {
    setPin(value);
    setError(null);
  };
  return { submit, props: { value: pin, onChange, error, field } };
}

export function UnlockForm({ waitUntil }: FormProps) {
  const { busy, unlock } = useLock();
  const { submit, props } = usePin(unlock, waitUntil !== null);
  return (
    <form className="stack" data-gap="small" onSubmit={(event) => void submit(event)} noValidate>
      <PinField label="PIN" {...props} />
      <div className="row">
        <Button type="submit" look="primary" busy={busy === 'unlocking'} disabled={waitUntil !== null}>
          Unlock for 10 minutes
        </Button>
      </div>
    </form>
  );
}

export function RemoveForm({ waitUntil }: FormProps) {
  const { busy, remove } = useLock();
  const { submit, props } = usePin(remove, waitUntil !== null);
  return (
    <form className="stack" data-gap="small" onSubmit={(event) => void submit(event)} noValidate>
      <PinField label="PIN, to remove it" {...props} />
      <div className="row">
        <Button type="submit" look="danger" busy={busy === 'removing'} disabled={waitUntil !== null}>
          Remove the PIN
        </Button>
      </div>
    </form>
  );
}

interface SetFormProps extends FormProps {
  /** There is one already: it has to be given. */
  change?: boolean;
  noReveal: boolean;
}

/** Sets the first PIN, or another one. */
export function SetForm({ change, noReveal: noRevealBefore, waitUntil }: SetFormProps) {
  const store = useLock();
  const [typed, setTyped] = useState({ current: '', pin: '', again: '' });
  const [noReveal, setNoReveal] = useState(noRevealBefore);
  const [wrong, setWrong] = useState<{ at: keyof typeof typed; why: string } | null>(null);
  const fields = {
    current: useRef<HTMLInputElement>(null),
    pin: useRef<HTMLInputElement>(null),
    again: useRef<HTMLInputElement>(null),
  };
  const id = useId();

  function refuse(at: keyof typeof typed, why: string) {
    setWrong({ at, why });
    setTyped((before) => ({ ...before, [at]: '' }));
    fields[at].current?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (store.busy || waitUntil !== null) return;
    const { current, pin, again } = typed;
    const unfit = change ? pinProblem(current) : null;
    if (unfit) return refuse('current', unfit);
    const problem = pinProblem(pin);
    if (problem) return refuse('pin', problem);
    if (again !== pin) return refuse('again', 'This is not the same as above. Type the new PIN again.');
    setWrong(null);
    const refused = change ? await store.change(current, pin, noReveal) : await store.set(pin, noReveal);
    if (refused) return refuse(change ? 'current' : 'pin', refused);
    setTyped({ current: '', pin: '', again: '' });
  }

  const field = (at: keyof typeof typed) => ({
    value: typed[at],
    field: fields[at],
    error: wrong?.at === at ? wrong.why : null,
    onChange: (value: string) => {
      setTyped((before) => ({ ...before, [at]: value }));
      if (wrong?.at === at) setWrong(null);
    },
  });
  return (
    <form className="stack" data-gap="small" onSubmit={(event) => void submit(event)} noValidate>
      {change && <PinField label="PIN until now" {...field('current')} />}
      <PinField
        label="New PIN"
        note="4 to 64 characters: digits, or a few words. Longer is harder to guess."
        {...field('pin')}
      />
      <PinField label="New PIN again" {...field('again')} />
      <div>
        <label className="ui-check">
          <input
            type="checkbox"
            checked={noReveal}
            aria-describedby={`${id}-reveal`}
            onChange={(event) => setNoReveal(event.target.checked)}
          />
          <span>Also lock revealing</span>
        </label>
        <p className="ui-small ui-quiet" id={`${id}-reveal`}>
          Covers cannot be opened while locked, on any page of the Hub.
        </p>
      </div>
      <div className="row">
        <Button
          type="submit"
          look={change ? 'plain' : 'primary'}
          busy={store.busy === (change ? 'changing' : 'setting')}
          disabled={waitUntil !== null}
        >
          {change ? 'Change the PIN' : 'Set the PIN and lock'}
        </Button>
      </div>
    </form>
  );
}
