import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { notificationLines } from './notification-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/notifications', {
    query: { trade: input.option('trade'), limit: input.count('limit') },
  });
  const { notifications } = answer;
  print(input, answer, () =>
    notifications.length === 0
      ? ['No notifications yet.']
      : ['Notifications, newest first:', ...notificationLines(notifications)],
  );
}
