/** How long what is not money is kept: options of `start`, or else the environment. */

import { type Input, UsageError } from '@sampan/cli';
import { type Duration, days, parseDuration } from '@sampan/primitives';
import type { RetentionSettings } from '#platform';
import { inWords, type Kept, kept, optionName, variableName } from './retention-options.ts';

export const usualRetention: RetentionSettings = {
  codes: kept.codes.usual,
  deliveries: kept.deliveries.usual,
  orders: kept.orders.usual,
  files: kept.files.usual,
};

export function readRetention(
  input: Pick<Input, 'option'>,
  environment: Readonly<Record<string, string | undefined>>,
): RetentionSettings {
  const read = (name: keyof RetentionSettings): Duration | undefined => {
    const option = input.option(optionName(name));
    if (option !== undefined) return readKept(`--${optionName(name)}`, option, kept[name]);
    const variable = environment[variableName(name)];
    return variable ? readKept(variableName(name), variable, kept[name]) : kept[name].usual;
  };
  return {
    codes: read('codes'),
    deliveries: read('deliveries'),
    orders: read('orders'),
    files: read('files'),
  };
}

function readKept(source: string, text: string, { least }: Kept): Duration | undefined {
  if (text === 'forever' || text === '0') return undefined;
  const duration = parseDuration(text);
  if (duration !== undefined && duration >= least) return duration;
  const example = `a duration of at least ${inWords(least)}, such as ${inWords(days(90))}`;
  throw new UsageError(`${source} must be ${example}, or forever`);
}
