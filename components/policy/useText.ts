import { useEffect } from 'react';
import type { Version, VersionWithText } from '../../lib/policy/version-types.ts';
import { usePolicy } from './store.ts';

/** A version's text, once it is there. */
export function useText(version: Version | null | undefined): VersionWithText | undefined {
  const text = usePolicy((store) => (version ? store.texts[version.hash] : undefined));
  const need = usePolicy((store) => store.need);
  useEffect(() => {
    if (version) void need([version]);
  }, [version, need]);
  return text;
}
