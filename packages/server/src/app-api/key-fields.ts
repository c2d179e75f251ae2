import { type Duration, milliseconds, parseDuration } from '@sampan/primitives';
import { parsePublicKey } from '@sampan/protocol';
import { md5KeyLengthMin } from '#partner';
import { invalid } from './problem.ts';

/** The rule of an MD5 key, as a refusal says it. */
export const md5KeyRule = `${md5KeyLengthMin} to 128 printable ASCII characters without blank`;

const md5KeyForm = new RegExp(`^[\\x21-\\x7e]{${md5KeyLengthMin},128}$`);

export const asMd5Key = (text: string): string | undefined =>
  md5KeyForm.test(text) ? text : undefined;

export const publicKeyRule = 'an RSA public key, PEM or Base64';

/** As PEM, whatever dress it came in. */
export function asPublicKey(text: string): string | undefined {
  const key = parsePublicKey(text);
  if (!key.ok && key.problem === 'private') {
    throw invalid('publicKey', 'a public key; the private one that was given is no longer private');
  }
  return key.ok ? key.value.export({ type: 'spki', format: 'pem' }).toString() : undefined;
}

const overlapMaxMs = 90 * 86_400_000;

export const overlapRule = 'a time of up to 90d such as 7d or 12h; 0 ends the old key at once';

export function asOverlap(text: string): Duration | undefined {
  if (text === '0') return milliseconds(0);
  const overlap = parseDuration(text);
  return overlap !== undefined && overlap <= overlapMaxMs ? overlap : undefined;
}
