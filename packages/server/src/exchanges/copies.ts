/** Writes an exchange as something to paste: a command, a program, a test fixture. */
import { dashedTime } from '@sampan/primitives';
import type { Parameter } from '@sampan/protocol';
import type { Decoded } from './decoded.ts';
import type { StoredExchange } from './kinds.ts';

export interface CopySurroundings {
  readonly gatewayUrl: string;
  readonly contract: 'hk' | 'global';
}

/** The same bytes once more, for a shell. */
export function asCurl({ kind, request }: StoredExchange, gatewayUrl: string): string {
  const { method, target, contentType, body } = request;
  const url = kind === 'notification' ? target : target ? `${gatewayUrl}?${target}` : gatewayUrl;
  const sent = body && body.length > 0 ? body : undefined;
  const isText = sent?.every((byte) => byte >= 0x20 && byte < 0x7f) ?? false;
  const lines = [
    `curl --silent --show-error --include --request ${method} ${quoted(url)}`,
    ...(sent && contentType !== undefined
      ? [`--header ${quoted(`Content-Type: ${contentType}`)}`]
      : []),
    ...(sent ? [`--data-binary ${isText ? quoted(sent.toString('latin1')) : '@-'}`] : []),
  ];
  const command = lines.join(' \\\n  ');
  // Other bytes do not survive a shell's command line.
  return sent && !isText
    ? `echo ${sent.toString('base64')} | base64 --decode | ${command}`
    : command;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Added by the SDK itself. */
const ofTheSdk: ReadonlySet<string> = new Set([
  'partner',
  'service',
  'sign',
  'sign_type',
  '_input_charset',
]);

/** The programs are the reader's: they print, and take their keys from the environment. */
const print = 'console.log';
const imports = [
  `import { env } from 'node:process';`,
  `import { createPartner } from '@sampan/sdk';`,
];

const signWith: Readonly<Record<string, string>> & { readonly MD5: string } = {
  MD5: `{ type: 'MD5', key: env['PARTNER_MD5_KEY'] ?? '' }`,
  RSA: `{ type: 'RSA', privateKey: env['PARTNER_PRIVATE_KEY'] ?? '', gatewayKey: env['GATEWAY_PUBLIC_KEY'] ?? '' }`,
  RSA2: `{ type: 'RSA2', privateKey: env['PARTNER_PRIVATE_KEY'] ?? '', gatewayKey: env['GATEWAY_PUBLIC_KEY'] ?? '' }`,
};

/** A program of a merchant that sends the same request, signed anew. */
export function asSdk(
  { charset, parameters }: Decoded,
  { gatewayUrl, contract }: CopySurroundings,
): string {
  const given = new Map(parameters);
  const fields = parameters.filter(([name, value]) => !ofTheSdk.has(name) && value !== '');
  const signType = given.get('sign_type')?.toUpperCase() ?? '';
  return [
    ...imports,
    '',
    'const partner = createPartner({',
    `  gateway: ${literal(gatewayUrl)},`,
    `  id: ${literal(given.get('partner') ?? '')},`,
    `  contract: ${literal(contract)},`,
    `  sign: ${signWith[signType] ?? signWith.MD5},`,
    ...(charset && charset !== 'UTF-8' ? [`  charset: ${literal(charset)},`] : []),
    '});',
    '',
    `const result = await partner.call(${literal(given.get('service') ?? '')}, {`,
    ...fields.map(([name, value]) => `  ${keyOf(name)}: ${codeOf(value)},`),
    '});',
    `${print}(result);`,
    '',
  ].join('\n');
}

/** Verifies a notification that has arrived. */
export const asVerification = (
  { request, partnerId }: StoredExchange,
  { parameters }: Decoded,
  { gatewayUrl, contract }: CopySurroundings,
): string =>
  [
    ...imports,
    '',
    'const partner = createPartner({',
    `  gateway: ${literal(gatewayUrl)},`,
    `  id: ${literal(partnerId ?? '')},`,
    `  contract: ${literal(contract)},`,
    `  sign: ${signWith[new Map(parameters).get('sign_type') ?? ''] ?? signWith.MD5},`,
    '});',
    '',
    `const body = ${literal(String(request.body ?? ''))};`,
    `${print}(await partner.verifyNotification(body));`,
    '',
  ].join('\n');

/** The form of `fixtures/wire`. */
export function asFixture(
  { at, request, reply, service }: StoredExchange,
  { charset, parameters, replyText }: Decoded,
): string {
  const inUrl = parametersOfUrl(parameters, request.target, request.method);
  const fixture = {
    about: `An exchange of ${service ?? 'the gateway'}.`,
    origin: 'recorded in a sandbox',
    at: dashedTime(at).slice(0, 16),
    request: {
      method: request.method,
      charset: charset ?? null,
      url: inUrl,
      body: parameters.slice(inUrl.length),
    },
    reply: reply
      ? { status: reply.status, contentType: reply.contentType ?? null, text: replyText ?? '' }
      : null,
  };
  return `${JSON.stringify(fixture, null, 2)}\n`;
}

/** The parameters of the query string come first; one that is sent twice counts where it came first. */
function parametersOfUrl(
  parameters: readonly Parameter[],
  query: string,
  method: string,
): readonly Parameter[] {
  if (method === 'GET') return parameters;
  const names = new Set(query.split('&').map((part) => part.split('=', 1)[0]));
  const end = parameters.findIndex(([name]) => !names.has(name));
  return end < 0 ? parameters : parameters.slice(0, end);
}

const literal = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

/** A parameter in JSON is given to the SDK as its object, if that is written in the same way. */
function codeOf(value: string): string {
  if (!/^[[{]/.test(value)) return literal(value);
  try {
    const parsed: unknown = JSON.parse(value);
    return JSON.stringify(parsed) === value ? JSON.stringify(parsed) : literal(value);
  } catch {
    return literal(value);
  }
}
