/** What the operator decides about notifications: options of `start`, or else the environment. */

import { type Input, UsageError } from '@sampan/cli';
import { type NotificationChoices, schedules } from '#notification';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the published documents differ, and what an installation must decide for itself. */
export function readNotificationChoices(
  input: Pick<Input, 'option' | 'flag'>,
  environment: Environment,
): Partial<NotificationChoices> {
  const scheduleNames = Object.keys(schedules) as (keyof typeof schedules)[];
  const schedule = choice('schedule', scheduleNames);
  const contentType = choice('content-type', ['standard', 'as-seen-live'] as const);
  const ownNetwork = choice('own-network', ['allowed', 'refused'] as const);
  const hongKongExtras = flag('hk-extras');
  // What was not decided has no key, so that the mode's own setting stays.
  return {
    ...(schedule && { schedule }),
    ...(contentType && { contentType }),
    ...(ownNetwork && { ownNetwork }),
    ...(hongKongExtras !== undefined && { hongKongExtras }),
  };

  function choice<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const option = input.option(optionName(name));
    if (option !== undefined) return oneOf(`--${optionName(name)}`, option, values);
    const variable = environment[variableName(name)];
    return variable ? oneOf(variableName(name), variable, values) : undefined;
  }

  function flag(name: string): boolean | undefined {
    if (input.flag(optionName(name))) return true;
    const variable = environment[variableName(name)];
    return variable ? oneOf(variableName(name), variable, ['0', '1']) === '1' : undefined;
  }
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${name} must be ${values.join(' or ')}`);
  return found;
}

const optionName = (name: string): string => `notify-${name}`;

/** `SAMPAN_NOTIFY_CONTENT_TYPE` for `--notify-content-type`. */
const variableName = (name: string): string =>
  `SAMPAN_${optionName(name).replaceAll('-', '_').toUpperCase()}`;
