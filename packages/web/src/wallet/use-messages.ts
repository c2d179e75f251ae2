/** What has happened to the wallet, and up to where it was read. */
import type { MessageView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from './api/client.ts';

interface Messages {
  readonly messages: readonly MessageView[];
  readonly unread: number;
}

export const useMessages = () =>
  useQuery({ queryKey: ['messages'], queryFn: (): Promise<Messages> => ask('GET /messages') });

/**
 * Tells the server that the messages were read while they are shown. What was unread when the page was opened
 * keeps its mark until the page is left.
 */
export function useReadMessages(): {
  readonly query: ReturnType<typeof useMessages>;
  readonly isNew: (message: MessageView) => boolean;
} {
  const queries = useQueryClient();
  const query = useMessages();
  const [seenAsNew, setSeenAsNew] = useState<ReadonlySet<string>>(new Set());
  const { data } = query;
  useEffect(() => {
    if (!data) return;
    const unread = data.messages.filter(({ read, kind }) => !read && kind !== 'prompt');
    const [newest] = unread;
    if (!newest) return;
    setSeenAsNew((ids) => new Set([...ids, ...unread.map(({ messageId }) => messageId)]));
    const isRead = (each: MessageView) => each.kind === 'prompt' || each.at > newest.at;
    const mark = async () => {
      const { unread: left } = await ask('POST /messages/read', { body: { until: newest.at } });
      queries.setQueryData<Messages>(
        ['messages'],
        (known) =>
          known && {
            unread: left,
            messages: known.messages.map((each) => (isRead(each) ? each : { ...each, read: true })),
          },
      );
    };
    // Without an answer they stay unread, and are marked at the next visit.
    void mark().catch(() => undefined);
  }, [data, queries]);
  return { query, isNew: ({ messageId, read }) => !read || seenAsNew.has(messageId) };
}
