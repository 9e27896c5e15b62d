import type { ReactNode } from 'react';
import { LinkButton } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { FilterPreview } from '../ui/FilterPreview.tsx';
import { ACTION_OPTIONS } from '../ui/filter-words.ts';
import { Page, pageHref } from '../ui/Page.tsx';
import { useSettings } from '../ui/settings-store.ts';
import { WithSettings } from '../ui/WithSettings.tsx';
import '../ui/page.css';
import './welcome.css';

/** First run: three short steps, each of which can be left as it is. */
export function WelcomePage() {
  const change = useSettings((store) => store.change);
  return (
    <Page
      page="welcome"
      title="Welcome to Hub Steward"
      lead="It works from now on as it is. Three things to know, one of them to choose; you can change it all later."
    >
      <ol className="welcome-steps">
        <Step number={1} title="What it does">
          <p>
            While you browse huggingface.co, it covers repositories that are labelled “not for all audiences”,
            also in lists and search results, where the Hub shows them openly. And it puts a Report button
            where the content is, with the rule that applies, word for word.
          </p>
        </Step>
        <Step number={2} title="Choose how labelled repositories appear">
          <WithSettings>
            {({ filter }) => (
              <>
                <Choice
                  legend="Repositories with the label"
                  legendUnseen
                  options={ACTION_OPTIONS}
                  value={filter.action}
                  onChange={(action) => void change({ filter: { action, on: true } })}
                />
                <FilterPreview filter={filter} />
              </>
            )}
          </WithSettings>
        </Step>
        <Step number={3} title="How reporting works">
          <p>
            Press Report, choose the topic, and read who will see it before you write a word. Nothing is sent
            until you press Send. Most reports are public discussions in the repository's Community tab, under
            your name on the Hub; what must not be public goes to Hugging Face by mail, from your own mail
            program.
          </p>
          <p>
            You need no account here: the Hub's own form is opened for you, filled in. If you would rather
            have reports posted for you, sign in or add a token under Options.
          </p>
        </Step>
      </ol>
      <section className="ui-card stack" data-gap="small" aria-labelledby="privacy">
        <h2 id="privacy">Your privacy</h2>
        <p>
          Nothing is collected. Hub Steward speaks to huggingface.co alone, and everything it remembers stays
          in this browser, unless you switch on Sync in the options. Removing it removes all of that.
        </p>
      </section>
      <div className="row">
        <LinkButton look="primary" icon="out" href="https://huggingface.co/models" outside>
          See it on the Hub's list of models
        </LinkButton>
        <LinkButton href={pageHref('options')}>All options</LinkButton>
      </div>
    </Page>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="welcome-step">
      <span className="welcome-number" aria-hidden="true">
        {number}
      </span>
      <div className="stack">
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}
