import { Button } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { useSentence } from './use-sentence.ts';

/** The foot of a list that comes page by page. */
export function MoreRows({
  list,
}: {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: unknown;
    readonly fetchNextPage: () => unknown;
  };
}) {
  const { say } = useSay();
  const sentence = useSentence();
  if (!list.hasNextPage) return null;
  return (
    <div className="more-rows">
      {list.isFetchNextPageError && <p role="alert">{sentence(list.error)}</p>}
      <Button size="desk" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {say('rows.older')}
      </Button>
    </div>
  );
}
