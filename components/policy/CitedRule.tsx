/** A rule as a report cites it: never rewritten; checked against the version that it names, and looked for in the Hub's text of today. */
import { useEffect } from 'react';
import { type Citation, quoteUrl, reanchor } from '../../lib/policy/cite.ts';
import { OutLink } from '../ui/Button.tsx';
import { pageHref } from '../ui/Page.tsx';
import { Quote } from '../ui/parts.tsx';
import { printedDate } from '../ui/time-words.ts';
import { hrefOf } from './address.ts';
import { usePolicy } from './store.ts';
import { useText } from './useText.ts';
import { onTheHub, versionsOf } from './view.ts';

const KIND = 'content-policy';

export function CitedRule({ citation }: { citation: Citation }) {
  const timeline = usePolicy((store) => store.timeline);
  const load = usePolicy((store) => store.load);
  const { ruleId, quote, hash, version } = citation;
  const versions = timeline ? versionsOf(timeline, { kind: KIND }) : [];
  const cited = versions.find((one) => one.hash === version.hash);
  useEffect(() => {
    if (!timeline) void load(true);
  }, [timeline, load]);
  return (
    <div className="cited-rule">
      <Quote
        from="the Hugging Face Content Policy"
        cite={citation.url}
        source={
          <>
            {ruleId} · version of {printedDate(version.printedDate)} · text hash{' '}
            <code title={hash}>{hash.slice(0, 12)}</code>
          </>
        }
      >
        {quote}
      </Quote>
      {timeline && (
        <ul className="cited-rule-standing">
          <Own citation={citation} known={cited !== undefined} />
          <Today citation={citation} />
        </ul>
      )}
      <p className="row ui-small">
        {cited && (
          <a href={pageHref('policy') + hrefOf({ version: version.hash, anchor: ruleId })}>
            Read it in that version
          </a>
        )}
        <OutLink href={quoteUrl(citation)}>Look for it on the Hub</OutLink>
      </p>
    </div>
  );
}

/** Against the version that it cites, as it is kept here. */
function Own({ citation, known }: { citation: Citation; known: boolean }) {
  const { version } = citation;
  const text = useText(
    usePolicy((store) => store.timeline?.versions.find(({ hash }) => hash === version.hash)),
  );
  if (!known) return <li>The version that it cites is not kept on this device.</li>;
  if (!text) return null;
  const holds = reanchor(citation, text.document, text.complete).state === 'same';
  return (
    <li>
      {holds
        ? 'Checked: the version that it cites says so, word for word.'
        : 'The version that it cites, as it is kept here, does not have these words in this place.'}
    </li>
  );
}

/** In what the Hub's page said when it was last seen. */
function Today({ citation }: { citation: Citation }) {
  const timeline = usePolicy((store) => store.timeline!);
  const seen = onTheHub(versionsOf(timeline, { kind: KIND }));
  const text = useText(seen);
  if (!seen) return <li>The Hub’s page has not been read yet.</li>;
  if (!text) return null;
  if (seen.hash === citation.version.hash) return <li>The Hub’s page still shows that version.</li>;
  const { state, clauseId, quote, sentence } = reanchor(citation, text.document, text.complete);
  return (
    <li>
      {sentence}{' '}
      {clauseId && (
        <a href={pageHref('policy') + hrefOf({ version: seen.hash, anchor: clauseId })}>Read it there</a>
      )}
      {state === 'reworded' && quote && <blockquote>{quote}</blockquote>}
    </li>
  );
}
