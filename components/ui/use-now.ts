import { useEffect, useState } from 'react';

/** Words about "how much longer" may be late by this much. */
const TICK_MS = 15_000;

/**
 * The present, milliseconds since the epoch; drawn anew now and then until `until` has passed, and right then.
 * @param until milliseconds since the epoch; nothing is drawn anew for a time that has passed
 */
export function useNow(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const present = Date.now();
      setNow(present);
      // In small steps: a long timer stands still while the computer sleeps.
      if (present < until) timer = setTimeout(look, Math.min(until - present, TICK_MS));
    };
    look();
    return () => clearTimeout(timer);
  }, [until]);
  return now;
}
