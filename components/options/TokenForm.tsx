import { type FormEvent, useRef, useState } from 'react';
import { Button, OutLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useSignIn } from './sign-in-store.ts';
import { useAccount } from './store.ts';
import { cleanToken, NEW_TOKEN_URL, tokenProblem } from './token.ts';

/**
 * Takes a token. What was typed stays until the Hub has confirmed it.
 * @param only there is no other way of signing in beside it
 */
export function TokenForm({ only }: { only: boolean }) {
  const { busy, problem, keep } = useAccount();
  const [token, setToken] = useState('');
  const [shown, setShown] = useState(false);
  const remember = useSignIn((store) => store.remember);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const error = wrong ?? problem;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const at = tokenProblem(token);
    setWrong(at);
    if (at) field.current?.focus();
    else if (await keep(cleanToken(token), remember)) setToken('');
    else field.current?.focus();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <div>
        <ol className="steps">
          <li>
            <OutLink href={NEW_TOKEN_URL}>Make a new fine-grained token on the Hub</OutLink>.
          </li>
          <li>
            Give it one permission only, the one to open discussions and interact with them (
            <code>discussion.write</code>). Hub Steward needs no other.
          </li>
          <li>Copy it and paste it here.</li>
        </ol>
      </div>
      <div className="ui-field">
        <label htmlFor="token">Token</label>
        <div className="token-field">
          <input
            id="token"
            ref={field}
            className="ui-input"
            type={shown ? 'text' : 'password'}
            value={token}
            placeholder="hf_…"
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="off"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? 'token-error token-note' : 'token-note'}
            onChange={(event) => {
              setToken(event.target.value);
              setWrong(null);
            }}
          />
          <Button icon={shown ? 'hidden' : 'eye'} aria-pressed={shown} onClick={() => setShown(!shown)}>
            Show<span className="ui-unseen"> the token</span>
          </Button>
        </div>
        <p className="token-error" id="token-error" role="alert">
          {error && (
            <>
              <Icon name="error" /> {error}
            </>
          )}
        </p>
        <p className="ui-small ui-quiet" id="token-note">
          It goes to huggingface.co and nowhere else. No page of the Hub and no other extension can read it.
        </p>
      </div>
      <div className="row">
        <Button type="submit" look={only ? 'primary' : 'plain'} busy={busy === 'checking'}>
          {busy === 'checking' ? 'Asking the Hub…' : 'Check and keep'}
        </Button>
      </div>
    </form>
  );
}
