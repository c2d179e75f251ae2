/** The request of an exchange once more: changed, and signed with the key that the server knows. */
import { ok, problem, type Result, type Secret } from '@sampan/primitives';
import {
  type Charset,
  canEncode,
  encodeForm,
  type Parameter,
  parseCharset,
  parseSignType,
  signRequest,
} from '@sampan/protocol';
import type { Decoded } from './decoded.ts';
import type { StoredExchange } from './kinds.ts';

/** To be sent to the gateway. */
export interface Resent {
  readonly method: 'GET' | 'POST';
  readonly query: string;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
}

/** Why it cannot be signed: `needs-private-key` names a signature that only the partner can make. */
export type NotResent =
  | { readonly why: 'needs-private-key'; readonly signType: string }
  | { readonly why: 'unknown-charset' }
  | { readonly why: 'not-in-charset'; readonly name: string };

/** Parameters by name; an empty text removes one. */
export type Changes = Readonly<Record<string, string>>;

export async function resent(
  { request }: Pick<StoredExchange, 'request'>,
  decoded: Decoded,
  changes: Changes,
  md5Key: Secret<string>,
): Promise<Result<Resent, NotResent>> {
  const changed = withChanges(decoded.parameters, changes);
  const given = new Map(changed);
  const signType = given.get('sign_type') ?? 'MD5';
  if (parseSignType(signType) !== 'MD5') return problem({ why: 'needs-private-key', signType });
  const declared = given.get('_input_charset');
  const charset = declared === undefined ? decoded.charset : parseCharset(declared);
  if (!charset) return problem({ why: 'unknown-charset' });
  const fields = changed.filter(([name]) => !replaced.has(name));
  const bad = fields.find(([, value]) => !canEncode(value, charset));
  if (bad) return problem({ why: 'not-in-charset', name: bad[0] });
  return ok(
    await written(fields, { charset, isDeclared: declared !== undefined, request, md5Key }),
  );
}

/** Written anew by the signature. */
const replaced: ReadonlySet<string> = new Set(['sign', 'sign_type', '_input_charset']);

interface Writing {
  readonly charset: Charset;
  readonly isDeclared: boolean;
  readonly request: StoredExchange['request'];
  readonly md5Key: Secret<string>;
}

async function written(
  fields: readonly Parameter[],
  { charset, isDeclared, request, md5Key }: Writing,
): Promise<Resent> {
  const inUrl = /(^|&)_input_charset=/.test(request.target);
  const place = isDeclared ? (inUrl ? 'url' : 'body') : 'nowhere';
  const signing = { signType: 'MD5', charset, keys: { md5Key } } as const;
  const signed = await signRequest(fields, signing, place);
  if (request.method === 'GET') {
    const query = encodeForm(signed.parameters, charset);
    return { method: 'GET', query, contentType: undefined, body: undefined };
  }
  const { query, body, contentType } = signed;
  return { method: 'POST', query, body, contentType };
}

/** Changed ones stay in their place, new ones follow. */
function withChanges(parameters: readonly Parameter[], changes: Changes): readonly Parameter[] {
  const names = new Set(parameters.map(([name]) => name));
  const kept = parameters.map(([name, value]) => [name, changes[name] ?? value] as const);
  const added = Object.entries(changes).filter(([name]) => !names.has(name));
  return [...kept, ...added].filter(([, value]) => value !== '');
}
