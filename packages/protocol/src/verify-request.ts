import { canonicalString } from './canonical.ts';
import type { Parameters, WireRequest } from './request.ts';
import { parseSignType, type VerifyingKeys, verify } from './signature.ts';

/**
 * Answers the parameters that the signature covers, undefined when it is wrong. Go on with these
 * and no others: what was not signed is not carried out.
 *
 * Some clients send a parameter whose value is the word `null` but leave it out of the string. So
 * the request is verified as sent and, failing that, once more without them (17); then they count
 * as absent.
 */
export function verifyRequest(
  { parameters, charset }: WireRequest,
  keys: VerifyingKeys,
): Parameters | undefined | Promise<Parameters | undefined> {
  const signType = parseSignType(parameters.get('sign_type') ?? '');
  const signature = parameters.get('sign');
  if (!signType || !signature) return undefined;

  const tried = (signed: Parameters): Parameters | undefined | Promise<Parameters | undefined> => {
    const valid = verify(signType, canonicalString(signed), charset, signature, keys);
    if (typeof valid === 'boolean') return valid ? signed : undefined;
    return valid.then((yes) => (yes ? signed : undefined));
  };

  const asSent = tried(parameters);
  const withoutNulls = leaveOutNulls(parameters);
  if (!withoutNulls) return asSent;
  if (asSent instanceof Promise) return asSent.then((signed) => signed ?? tried(withoutNulls));
  return asSent ?? tried(withoutNulls);
}

function leaveOutNulls(parameters: Parameters): Parameters | undefined {
  const kept = new Map<string, string>();
  for (const [name, value] of parameters) if (value !== 'null') kept.set(name, value);
  return kept.size === parameters.size ? undefined : kept;
}
