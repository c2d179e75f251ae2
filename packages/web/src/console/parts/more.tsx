import { Button } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

interface Following {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** The end of a list: more of it, or that this was all. */
export function More({
  list,
  label,
}: {
  readonly list: Following;
  /** Instead of "Show more". */
  readonly label?: string | undefined;
}) {
  const { say } = useSay();
  if (!list.hasNextPage) return null;
  return (
    <div className="more">
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {label ?? say('app.more')}
      </Button>
    </div>
  );
}
