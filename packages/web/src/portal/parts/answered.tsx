import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed, Loading } from '../../shared/index.ts';
import { useSentence } from './use-sentence.ts';

/** What a question to the server has answered; until then that it is loading, or why it could not be loaded. */
export function Answered<Answer>({
  of: asked,
  what,
  rows = 5,
  children,
}: {
  readonly of: UseQueryResult<Answer>;
  readonly what: string;
  readonly rows?: number;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const sentence = useSentence();
  const again = () => void asked.refetch();
  if (asked.isPending) return <Loading what={what} rows={rows} onRetry={again} />;
  if (asked.data === undefined) {
    return <Failed onRetry={again}>{sentence(asked.error)}</Failed>;
  }
  return children(asked.data);
}
