import { expect, test } from 'vitest';
import { ClauseNotes } from '../../../components/policy/ClauseNotes.tsx';
import { walkClauses } from '../../../lib/policy/document.ts';
import { shippedPacks } from '../policy/shipped.ts';
import { draw } from './dom.ts';

test('no clause has the same note twice, whichever rules it holds', async () => {
  let noted = 0;
  for (const pack of shippedPacks)
    for (const { clause } of walkClauses(pack.document)) {
      const rules = pack.rules.filter(({ clauseId }) => clauseId === clause.id);
      const { root } = await draw(<ClauseNotes clause={clause} rules={rules} />);
      const notes = [...root.querySelectorAll('p')].map((one) => one.textContent);
      expect(notes, clause.id).toEqual([...new Set(notes)]);
      if (notes.length > 0) noted++;
    }
  expect(noted).toBeGreaterThan(30);
});
