import { useEffect, useRef, useState } from 'react';
import { machine } from '../../shared/index.ts';
import { Seldom } from '../seldom.ts';
import { useSay } from '../words/use-say.ts';

const announcedEveryMs = 10_000;

/** Tells a screen reader how many have come since it last said so: at most every ten seconds, and no rows. */
export function Announced({ arrived }: { readonly arrived: number }) {
  const { say } = useSay();
  const [said, setSaid] = useState(0);
  const counts = useRef({ now: arrived, told: 0 });
  const [seldom] = useState(
    () =>
      new Seldom(machine, announcedEveryMs, () => {
        setSaid(counts.current.now - counts.current.told);
        counts.current.told = counts.current.now;
      }),
  );
  useEffect(() => {
    counts.current.now = arrived;
    // Another list counts from zero.
    if (arrived < counts.current.told) counts.current.told = arrived;
    if (arrived > counts.current.told) seldom.ask();
  }, [arrived, seldom]);
  useEffect(() => () => seldom.close(), [seldom]);
  return (
    <p role="status" className="unseen">
      {said === 0 ? '' : say('list.arrived', { count: said })}
    </p>
  );
}
