import type { ReactNode } from 'react';
import { type State, StateDot } from './state.tsx';

export interface Step {
  readonly id: string;
  readonly state: State;
  readonly what: ReactNode;
  readonly sub?: ReactNode;
  /** As people read it, and as ISO 8601. */
  readonly when?: { readonly text: string; readonly iso: string };
}

/** What happened and what is planned, in order. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="tl">
      {steps.map(({ id, state, what, sub, when }) => (
        <li key={id}>
          <StateDot state={state} />
          <span className="what">
            {what}
            {sub && <span className="sub">{sub}</span>}
          </span>
          {when && (
            <time className="when" dateTime={when.iso}>
              {when.text}
            </time>
          )}
        </li>
      ))}
    </ol>
  );
}
