import { canonicalString } from './canonical.ts';
import type { Charset } from './charset.ts';
import type { Parameter } from './form.ts';
import { type SigningKeys, type SignType, sign } from './signature.ts';

export interface Signing {
  readonly signType: SignType;
  readonly charset: Charset;
  readonly keys: SigningKeys;
}

/** The parameters of a request or notification, followed by `sign` and `sign_type`. */
export function signParameters(
  parameters: readonly Parameter[],
  { signType, charset, keys }: Signing,
): readonly Parameter[] | Promise<readonly Parameter[]> {
  const signed = (signature: string): readonly Parameter[] => [
    ...parameters,
    ['sign', signature],
    ['sign_type', signType],
  ];
  const signature = sign(signType, canonicalString(parameters), charset, keys);
  return typeof signature === 'string' ? signed(signature) : signature.then(signed);
}
