/** Notifications as a person reads them. */
import type { Answer } from './operations-client.ts';
import { list, table } from './output.ts';

/** Each on a line of its own, and below it what was tried, oldest first. */
export function notificationLines(notifications: readonly Answer[]): readonly string[] {
  return notifications.flatMap((notification) => [
    `  ${[
      notification['createdAt'],
      notification['notifyId'],
      notification['state'],
      notification['action'],
      `trade ${notification['tradeId']}`,
      notification['url'],
    ].join('  ')}`,
    ...table(list(notification, 'attempts').map(attemptCells)).map((line) => `  ${line}`),
    ...(notification['nextAt'] ? [`    ${notification['nextAt']}  next attempt`] : []),
  ]);
}

const attemptCells = (attempt: Answer): readonly string[] => [
  String(attempt['sentAt']),
  `attempt ${attempt['number']}`,
  `${attempt['durationMs']} ms`,
  answered(attempt),
];

/** What a receiver answered, or why there was no answer. */
export function answered({ status, body, error }: Answer): string {
  const said = typeof body === 'string' && body !== '' ? JSON.stringify(body) : '';
  return [status, said, error].filter((part) => part !== undefined && part !== '').join(' ');
}
