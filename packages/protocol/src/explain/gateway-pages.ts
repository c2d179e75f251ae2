/** The page of each refusal of the gateway, which comes before the business of a service (08 §1). */
import type { GatewayErrorCode } from '../error-codes.ts';
import { page, type RefusalPage, type Retry } from './retry.ts';

const unused = (rule: string, retry: Retry = 'corrected'): RefusalPage =>
  page(retry, '', rule, 'this gateway never sends it; look at which server answered');

export const gatewayPages: Readonly<Record<GatewayErrorCode, RefusalPage>> = {
  ILLEGAL_SIGN: page(
    'corrected',
    'sign sign_type _input_charset',
    'sign must be the signature of all other parameters except sign_type and those without a value, sorted by name, with raw values',
    'let sampan explain search the mistake: sampan explain FILE --key KEY',
  ),
  ILLEGAL_SIGN_TYPE: page(
    'corrected',
    'sign_type',
    'sign_type must be MD5, RSA or RSA2, in capital letters',
    'send sign_type=MD5, RSA or RSA2, and leave it out of the signed string',
  ),
  ILLEGAL_ARGUMENT: page(
    'corrected',
    '',
    'each parameter must have the form that the service’s table says, and come once',
    'compare the named parameter with the service’s table',
  ),
  ILLEGAL_SERVICE: page(
    'corrected',
    'service',
    'service must be the name of a service, in its exact letters',
    'copy the name from the list of services',
  ),
  ILLEGAL_PARTNER: page(
    'corrected',
    'partner',
    'partner must be the 16 digits of a partner of this environment',
    'use the id that the operator issued, and the address of its environment',
  ),
  ILLEGAL_EXTERFACE: page(
    'no',
    'service',
    'the interface must be configured',
    'compare the parameter service with the list of services',
  ),
  ILLEGAL_PARTNER_EXTERFACE: page(
    'no',
    'service partner',
    'the contract of the partner must include the service, and the service exist in that kind of contract',
    'ask the operator which services the contract has; Hong Kong and global contracts differ',
  ),
  HAS_NO_PRIVILEGE: page(
    'no',
    'partner',
    'the partner must have the right to do this',
    'ask the operator',
  ),
  ILLEGAL_DYN_MD5_KEY: unused('the dynamic key must be right', 'no'),
  ILLEGAL_ENCRYPT: unused('the encryption must be right', 'no'),
  ILLEGAL_USER: unused('the user id must exist'),
  ILLEGAL_SECURITY_PROFILE: page(
    'corrected',
    'sign_type',
    'for RSA and RSA2 the partner must have stored its public key here',
    'give the operator your RSA public key, or sign with MD5',
  ),
  ILLEGAL_AGENT: unused('the agent id must be right'),
  ILLEGAL_CHARSET: page(
    'corrected',
    '_input_charset',
    '_input_charset must be UTF-8, GBK or GB2312; it is GBK when it is missing',
    'send _input_charset=UTF-8 in the URL, and encode and sign in it',
  ),
  INVALID_CHARACTER_SET: page(
    'corrected',
    '_input_charset',
    'the charset must be usable',
    'send _input_charset=UTF-8 in the URL, and encode and sign in it',
  ),
  ILLEGAL_CLIENT_IP: unused('the address of the client must be registered'),
  ILLEGAL_DIGEST_TYPE: unused('the kind of digest must be known'),
  ILLEGAL_DIGEST: unused('the digest must be right'),
  ILLEGAL_FILE_FORMAT: unused('the file must have the documented format'),
  ILLEGAL_ENCODING: unused('the encoding must be supported'),
  ILLEGAL_REQUEST_REFERER: unused('the referer must be allowed', 'no'),
  ILLEGAL_ANTI_PHISHING_KEY: unused('the anti-phishing key must be right', 'no'),
  ANTI_PHISHING_KEY_TIMEOUT: unused('the anti-phishing key must be fresh', 'no'),
  SYSTEM_ERROR: page(
    'same-id',
    '',
    'none: the server failed, and the outcome is open',
    'repeat the request with the same id, or query; never book it as failed or paid',
  ),
  SESSION_TIMEOUT: unused('the session must not have expired', 'later'),
  ILLEGAL_TARGET_SERVICE: unused('the target service must be right'),
  ILLEGAL_ACCESS_SWITCH_SYSTEM: unused('the partner must be allowed this kind of system', 'no'),
  EXTERFACE_IS_CLOSED: page(
    'no',
    'service',
    'the interface must be open',
    'ask the operator when it opens again',
  ),
};
