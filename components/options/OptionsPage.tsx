import { FilterControls } from '../ui/FilterControls.tsx';
import { FilterPreview } from '../ui/FilterPreview.tsx';
import { Page } from '../ui/Page.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useSettings } from '../ui/settings-store.ts';
import { WithSettings } from '../ui/WithSettings.tsx';
import { AccountSection } from './AccountSection.tsx';
import { LockSection } from './LockSection.tsx';
import { PlacesSection } from './PlacesSection.tsx';
import { PrivacySection } from './PrivacySection.tsx';
import { ListsSection } from './rules/ListsSection.tsx';
import { RulesSection } from './rules/RulesSection.tsx';
import { ShortcutRows } from './ShortcutRows.tsx';
import { SyncSection } from './SyncSection.tsx';
import '../ui/page.css';
import './options.css';

/** Everything that can be set, and what is kept where. */
export function OptionsPage() {
  const change = useSettings((store) => store.change);
  return (
    <Page page="options" title="Options" lead="Every change is kept and in force at once; there is no Save.">
      <WithSettings>
        {({ filter, report }) => (
          <>
            <section className="ui-card stack" aria-labelledby="filter" data-section>
              <h2 id="filter">Filter</h2>
              <p>
                Authors and Hugging Face can label a repository “not for all audiences”. The Hub asks before
                it shows such a repository's own page, but not in lists, search results, profiles and
                collections. Hub Steward does as you choose here, everywhere on the Hub.
              </p>
              <div className="filter-grid">
                <FilterControls filter={filter} />
                <div className="filter-aside">
                  <h3>What it looks like</h3>
                  <FilterPreview filter={filter} />
                </div>
              </div>
              <p className="ui-small ui-quiet">
                Only the label counts; content is never looked at or guessed about. A repository that nobody
                labelled is shown, and you can report it.
              </p>
            </section>
            <PlacesSection filter={filter} />
            <RulesSection />
            <ListsSection />
            <section className="ui-card stack" aria-labelledby="reporting" data-section>
              <h2 id="reporting">Reporting</h2>
              <Switch
                label="Report button on cards"
                note="In lists. On a repository's own page the button is always there."
                checked={report.buttonOnCards}
                onChange={(buttonOnCards) => void change({ report: { buttonOnCards } })}
              />
            </section>
          </>
        )}
      </WithSettings>
      <SyncSection />
      <LockSection />
      <AccountSection />
      <PrivacySection />
      <section className="ui-card stack" aria-labelledby="keyboard" data-section>
        <h2 id="keyboard">Keyboard</h2>
        <dl className="ui-facts">
          <ShortcutRows />
          <dt>
            <kbd>Tab</kbd>, <kbd>Shift</kbd> <kbd>Tab</kbd>
          </dt>
          <dd>To the next or the previous control, covers and Report buttons included</dd>
          <dt>
            <kbd>Enter</kbd> or <kbd>Space</kbd>
          </dt>
          <dd>Show what is covered, press a button, flip a switch</dd>
          <dt>
            <kbd>↑</kbd> <kbd>↓</kbd>
          </dt>
          <dd>Within a choice, to the next or the previous one</dd>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>Close the report panel; what you typed is kept as a draft</dd>
        </dl>
        <p className="ui-small ui-quiet">
          Your browser's page of extension shortcuts (in Chrome chrome://extensions/shortcuts, in Firefox
          “Manage Extension Shortcuts” on the page of add-ons) can change the first three.
        </p>
      </section>
    </Page>
  );
}
