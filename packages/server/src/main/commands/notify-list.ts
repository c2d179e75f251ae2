import type { Input } from '../command.ts';
import { notificationLines } from './notification-lines.ts';
import { findOperations } from './operations-client.ts';
import { list, print } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const asked = new URLSearchParams(input.fields());
  const answer = await operations.get(`/admin/notifications?${asked}`);
  const notifications = list(answer, 'notifications');
  print(input, answer, () =>
    notifications.length === 0
      ? ['No notifications yet.']
      : ['Notifications, newest first:', ...notificationLines(notifications)],
  );
}
