import type { ReactNode } from 'react';
import { useSay } from '../words/use-say.ts';

/** A table that may be wider than its card; it scrolls by finger, wheel and arrow keys. */
export function Wide({ children }: { readonly children: ReactNode }) {
  const { say } = useSay();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll it
    <section className="scroll-x" aria-label={say('app.table')} tabIndex={0}>
      {children}
    </section>
  );
}
