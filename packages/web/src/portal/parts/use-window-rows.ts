import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** So near to its end the next page is asked for. */
const nearEnd = 30;

/** Rows of a long list that scrolls with the page: only those that can be seen are in it. */
export function useWindowRows({
  list,
  count,
  height,
  more,
}: {
  readonly list: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Of a row, in CSS pixels. */
  readonly height: number;
  /** The next page, while there is one that is not being fetched. */
  readonly more: (() => void) | undefined;
}) {
  const [margin, setMargin] = useState(0);
  // What stands above the rows may have become higher with each rendering.
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top;
    if (top !== undefined) setMargin(Math.round(top + window.scrollY));
  });
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: margin,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= count - nearEnd) more?.();
  }, [last, count, more]);
  const first = items[0];
  const end = items.at(-1);
  return {
    items,
    /** Above the first row that is there, and below the last. */
    before: first ? first.start - margin : 0,
    after: end ? virtual.getTotalSize() + margin - end.end : 0,
    scrollTo: (index: number) => virtual.scrollToIndex(index, { align: 'auto' }),
  };
}
