import { createPublicKey } from 'node:crypto';
import { type Duration, milliseconds, parseDuration } from '@sampan/primitives';
import { judgeUploadedKey } from '@sampan/protocol';
import { md5KeyLengthMin } from '#partner';
import { invalid } from './problem.ts';

/** The rule of an MD5 key, as a refusal says it. */
export const md5KeyRule = `${md5KeyLengthMin} to 128 printable ASCII characters without blank`;

const md5KeyForm = new RegExp(`^[\\x21-\\x7e]{${md5KeyLengthMin},128}$`);

export const asMd5Key = (text: string): string | undefined =>
  md5KeyForm.test(text) ? text : undefined;

export const publicKeyRule = 'an RSA public key, PEM or Base64';

/** As PEM, whatever encoding it came in; the refusal says what was given in its place. */
export const asPublicKey =
  (ours: string) =>
  (text: string): string => {
    const judged = judgeUploadedKey(text, createPublicKey(ours));
    if (!judged.ok) throw invalid('publicKey', judged.problem);
    return judged.value.export({ type: 'spki', format: 'pem' }).toString();
  };

const overlapMaxMs = 90 * 86_400_000;

export const overlapRule = 'a time of up to 90d such as 7d or 12h; 0 ends the old key at once';

export function asOverlap(text: string): Duration | undefined {
  if (text === '0') return milliseconds(0);
  const overlap = parseDuration(text);
  return overlap !== undefined && overlap <= overlapMaxMs ? overlap : undefined;
}
