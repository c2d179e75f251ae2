import type { SftpLogInView } from '@sampan/api';
import type { PartnerId, Random, Secret } from '@sampan/primitives';
import { hashSecret, parseAddressList } from '@sampan/primitives/node';
import { parseAuthorizedKeys, storedKey } from '@sampan/sftp-server';
import { parsePassword, type SftpChange, type SftpUser } from '#sftp';
import type { Access } from './dependencies.ts';
import { definedOnly, type Fields } from './fields.ts';
import { invalid } from './problem.ts';

/** What an operator says of a partner's log-in; what is not said stays as it is. */
export interface GivenLogIn {
  /** `none` takes it away. */
  readonly password?: Secret<string> | 'none';
  readonly keys?: readonly string[];
  readonly addresses?: readonly string[];
}

/** Shorter ones are guessed. The same in the sandbox, so that what is tried there works in production. */
const lengthMin = 12;

/** Reads the three fields under the names that the request has for them; an empty text removes. */
export function readLogIn<Name extends string>(
  fields: Fields<Name>,
  names: { readonly password: Name; readonly keys: Name; readonly addresses: Name },
): GivenLogIn {
  const { password, keys, addresses } = names;
  return definedOnly({
    password: fields.read(password, `${lengthMin} to 128 characters`, asPassword),
    keys: fields.read(keys, 'lines of authorized_keys', (text) => asKeys(keys, text)),
    addresses: fields.read(addresses, 'addresses and networks', (text) =>
      asAddresses(addresses, text),
    ),
  });
}

/** What is stored of it. */
export async function sftpChange(given: GivenLogIn, random: Random): Promise<SftpChange> {
  const { password, ...rest } = given;
  if (password === undefined) return rest;
  return { ...rest, password: password === 'none' ? 'none' : await hashSecret(password, random) };
}

export const isGiven = (given: GivenLogIn): boolean => Object.keys(given).length > 0;

/** Who may log in, how, and from where; of a password only that there is one. */
export function logInView(
  id: PartnerId,
  user: SftpUser | undefined,
  access: Access,
): SftpLogInView {
  const addresses = user?.addresses ?? [];
  const unlisted = access.kind === 'sandbox' ? 'everywhere' : 'nowhere';
  return {
    logIn: id,
    hasPassword: user?.password !== undefined,
    keys: (user?.keys ?? []).map((line) => {
      const key = storedKey(line);
      return { ...(key && { type: key.type, fingerprint: key.fingerprint }), key: line };
    }),
    addresses,
    /** Without a list every address may log in in the sandbox, and none elsewhere. */
    from: addresses.length > 0 ? 'addresses' : unlisted,
  };
}

function asPassword(text: string): Secret<string> | 'none' | undefined {
  if (text === '') return 'none';
  return [...text].length >= lengthMin ? parsePassword(text) : undefined;
}

function asKeys(field: string, text: string): readonly string[] {
  const keys = parseAuthorizedKeys(text);
  if (!keys.ok) throw invalid(field, `lines of authorized_keys; there is ${keys.problem}`);
  return keys.value.map(({ line }) => line);
}

function asAddresses(field: string, text: string): readonly string[] {
  const addresses = parseAddressList(text);
  if (addresses.ok) return addresses.value;
  const expected = 'addresses and networks such as "203.0.113.7,2001:db8::/32"';
  throw invalid(field, `${expected}; there is ${addresses.problem}`);
}
