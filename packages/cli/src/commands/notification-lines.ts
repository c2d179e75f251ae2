/** Notifications as a person reads them. */
import type { AttemptView, NotificationView } from '@sampan/api';
import { table } from '../output.ts';

/** Each on a line of its own, and below it what was tried, oldest first. */
export function notificationLines(notifications: readonly NotificationView[]): readonly string[] {
  return notifications.flatMap((notification) => [
    `  ${[
      notification.createdAt,
      notification.notifyId,
      notification.state,
      notification.action,
      `trade ${notification.tradeId}`,
      notification.url,
    ].join('  ')}`,
    ...table(notification.attempts.map(attemptCells)).map((line) => `  ${line}`),
    ...(notification.nextAt ? [`    ${notification.nextAt}  next attempt`] : []),
  ]);
}

const attemptCells = (attempt: AttemptView): readonly string[] => [
  attempt.sentAt,
  `attempt ${attempt.number}`,
  `${attempt.durationMs} ms`,
  answered(attempt),
];

/** What a receiver answered, or why there was no answer. */
export function answered({
  status,
  body,
  error,
}: Pick<AttemptView, 'status' | 'body' | 'error'>): string {
  const said = body === undefined || body === '' ? '' : JSON.stringify(body);
  return [status, said, error].filter((part) => part !== undefined && part !== '').join(' ');
}
