import { canonicalString } from './canonical.ts';
import type { Parameters, WireRequest } from './request.ts';
import { parseSignType, type VerifyingKeys, verify } from './signature.ts';

/**
 * The parameters covered by the signature; undefined when it is wrong. Use only these: unsigned
 * values must not take effect.
 * Some clients send a parameter with the value `null` but leave it out of the signed string. So the
 * request is verified as sent and, failing that, without such parameters (17); then they count as
 * absent.
 */
export function verifyRequest(
  { parameters, charset }: WireRequest,
  keys: VerifyingKeys,
): Parameters | undefined {
  const signType = parseSignType(parameters.get('sign_type') ?? '');
  const signature = parameters.get('sign');
  if (!signType || !signature) return undefined;
  const isValid = (signed: Parameters): boolean =>
    verify(signType, canonicalString(signed), charset, signature, keys);
  if (isValid(parameters)) return parameters;
  const withoutNulls = leaveOutNulls(parameters);
  return withoutNulls && isValid(withoutNulls) ? withoutNulls : undefined;
}

function leaveOutNulls(parameters: Parameters): Parameters | undefined {
  const kept = new Map<string, string>();
  for (const [name, value] of parameters) if (value !== 'null') kept.set(name, value);
  return kept.size === parameters.size ? undefined : kept;
}
