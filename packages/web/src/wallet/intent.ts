import { useEffect, useState } from 'react';

/** What the next page shall do as soon as it is open. */
export type Intent = 'pay';

let intended: Intent | undefined;

export const intent = {
  set: (next: Intent) => {
    intended = next;
  },
};

/**
 * Whether the page was opened for this. It is forgotten once the page is shown, not while it is rendered: React
 * may throw a rendering away, as while the page's script arrives, and begin anew.
 */
export function useIntent(meant: Intent): boolean {
  const [isMeant] = useState(() => intended === meant);
  useEffect(() => {
    if (intended === meant) intended = undefined;
  }, [meant]);
  return isMeant;
}
