import type { OperationsApi, Reply } from '@sampan/api';
import { type Input, UsageError } from '../command.ts';
import { pairs } from '../output.ts';

/** An option without which the command does nothing. */
export function requireOption(input: Input, name: string): string {
  const value = input.option(name);
  if (value === undefined) throw new UsageError(`--${name} is needed`);
  return value;
}

/** An invitation, which is shown only once. */
export const invitationLines = (
  made: Reply<OperationsApi['POST /admin/partners/:id/staff']>,
): readonly string[] => [
  ...pairs([
    ['member', made.memberId],
    ['name', made.name],
    ['login', made.login],
    ['role', made.role],
    ['invitation', made.page],
    ['valid until', made.invitationEndsAt ?? ''],
  ]),
  'Send the person the public address with this path. It is used once, and not shown again.',
];
