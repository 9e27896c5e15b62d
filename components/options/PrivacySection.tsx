const STORED = [
  ['Settings', 'What you chose on this page.'],
  ['Reports and drafts', 'Until you remove them. Pages of the Hub cannot read them.'],
  [
    'Pictures for your own record, if you kept any',
    'Until you remove them or forget the draft or the report. Never sent, never exported.',
  ],
  [
    'Sign-in or token, if you gave one',
    'Wiped when the browser starts again, unless you chose to keep it; you can forget it at any time. Pages of the Hub cannot read it.',
  ],
  ['PIN, if you set one', 'A hash of it, never the PIN itself. Until you remove it.'],
  [
    'Own rules and what you chose to see',
    'Until you remove them or they end; what you chose to see for this session ends with the browser. How often each rule applied.',
  ],
  ['Lists that you follow', 'Their entries, as last read from the Hub.'],
  [
    'Labels of repositories',
    'Which repositories carry the label, so that the Hub is asked less often: those you met, and an index of all.',
  ],
  ['Policy texts', 'Every version that was seen, to cite it and to show what changed.'],
] as const;

/** What is kept, where, and what leaves. */
export function PrivacySection() {
  return (
    <section className="ui-card stack" aria-labelledby="privacy" data-section>
      <h2 id="privacy">Data and privacy</h2>
      <p>
        Nothing is collected. Hub Steward speaks to huggingface.co alone, and sends only what you send: a
        report, when you press Send. To filter, it asks the Hub which repositories are labelled, and to follow
        your reports what became of them; both without your token and without your sign-in.
      </p>
      <p>
        One exception, off unless you switch it on: with Sync, your browser sends settings, rules and the
        names of the lists that you follow to its own account, and brings them to your other devices. What you
        chose to see is never among them.
      </p>
      <div className="table-frame">
        <table className="stored">
          <caption>
            All of this is kept in this browser profile, on this device. Only what is named under Sync leaves
            it, if you switched that on.
          </caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">How long, what for</th>
            </tr>
          </thead>
          <tbody>
            {STORED.map(([what, why]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Removing the extension removes all of it from this device. What you posted on the Hub stays on the
        Hub, under your name and its rules. A copy in your browser’s sync may stay in your account: remove it
        first, under Sync.
      </p>
    </section>
  );
}
