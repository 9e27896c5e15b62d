import { Button } from '../ui/Button.tsx';
import { usePanel } from './store.ts';

/** Throws the draft away; the panel offers to bring it back (Panel.tsx). */
export function Discard() {
  const discard = usePanel((state) => state.discard);
  return (
    <Button small look="quiet" onClick={() => discard()}>
      Discard draft
    </Button>
  );
}
