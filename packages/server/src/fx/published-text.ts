import { formatRate, type Rate, rate, rateText } from '@sampan/primitives';

/** The decimals and maximum length of a published rate (01 §11, 15 §3.1). */
const decimals = 6;
const charactersMax = 10;

/** The rate in published form, `0.838800`; undefined when it does not fit. */
export function publishedText(given: Rate): string | undefined {
  const shortest = rate(rateText(given));
  const text = shortest.scale > decimals ? undefined : formatRate(shortest, decimals);
  return text !== undefined && text.length <= charactersMax ? text : undefined;
}
