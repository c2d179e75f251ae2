/** How long what is not money is kept: options of `start`, or else the environment. */

import { type Input, UsageError } from '@sampan/cli';
import { type Duration, days, parseDuration } from '@sampan/primitives';
import {
  inWords,
  type Keeping,
  type Kept,
  kept,
  optionName,
  variableName,
} from './retention-options.ts';

export const usualRetention: Keeping = {
  codes: kept.codes.usual,
  deliveries: kept.deliveries.usual,
  orders: kept.orders.usual,
  files: kept.files.usual,
  worlds: kept.worlds.usual,
};

export function readRetention(
  input: Pick<Input, 'option'>,
  environment: Readonly<Record<string, string | undefined>>,
): Keeping {
  const read = (name: keyof Keeping): Duration | undefined => {
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
    worlds: read('worlds'),
  };
}

function readKept(source: string, text: string, { least }: Kept): Duration | undefined {
  if (text === 'forever' || text === '0') return undefined;
  const duration = parseDuration(text);
  if (duration !== undefined && duration >= least) return duration;
  const example = `a duration of at least ${inWords(least)}, such as ${inWords(days(90))}`;
  throw new UsageError(`${source} must be ${example}, or forever`);
}
