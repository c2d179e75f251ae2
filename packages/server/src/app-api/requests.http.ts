import { type Secret, secret } from '@sampan/primitives';
import {
  type Charset,
  canEncode,
  canonicalString,
  encodeForm,
  type Parameter,
  parseCharset,
  sign,
} from '@sampan/protocol';
import type { FastifyInstance } from 'fastify';
import { currentMd5Key, readPartnerKeys } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { recordOf } from './find-exchange.ts';
import { knownPartner } from './known-partner.ts';
import { conflict, invalid } from './problem.ts';
import { serve } from './serve.http.ts';
import { sendToGateway } from './to-gateway.http.ts';

/** Builds a request, signs it, rightly or with a mistake, and sends it. */
export function requestRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, secrets, gatewayUrl, timers } = world;

  serve(app, world, 'POST /admin/requests', async ({ body }) => {
    recordOf(world);
    const partnerId = await knownPartner(reader, body.partner);
    const { result: keys } = await reader.read((connection) =>
      readPartnerKeys(connection, partnerId, secrets),
    );
    const parameters = body.parameters
      .filter(({ name, value }) => value !== '' && !madeHere.has(name))
      .map(({ name, value }): Parameter => [name, value]);
    const charset = charsetOf(parameters);
    const address = gatewayUrl();
    if (address === '') throw conflict('no-gateway', 'This server has no gateway');
    const how = ways[body.signature ?? 'right'](parameters);
    const md5Key = how.key(currentMd5Key(partnerId, keys));
    const digest = await sign('MD5', how.text, charset, { md5Key });
    const all: readonly Parameter[] = [
      ...parameters,
      ['sign_type', 'MD5'],
      ['sign', how.digest(digest)],
    ];
    const form = encodeForm(all, charset);
    const request =
      body.method === 'GET'
        ? { method: 'GET' as const, query: form, contentType: undefined, body: undefined }
        : { method: 'POST' as const, query: '', contentType: formType, body: form };
    const answer = await sendToGateway(address, request, timers);
    await recordOf(world).flush();
    return { ...answer, signedString: how.text };
  });
}

const formType = 'application/x-www-form-urlencoded';

const madeHere: ReadonlySet<string> = new Set(['sign', 'sign_type']);

function charsetOf(parameters: readonly Parameter[]): Charset {
  const declared = new Map(parameters).get('_input_charset');
  const charset = declared === undefined ? 'GBK' : parseCharset(declared);
  if (!charset) throw invalid('parameters', 'such that _input_charset is UTF-8, GBK or GB2312');
  const bad = parameters.find(([, value]) => !canEncode(value, charset));
  if (bad) throw invalid('parameters', `such that ${bad[0]} can be written in ${charset}`);
  return charset;
}

interface Way {
  readonly text: string;
  readonly key: (key: Secret<string>) => Secret<string>;
  readonly digest: (digest: string) => string;
}

const rightly = (text: string): Way => ({ text, key: (key) => key, digest: (digest) => digest });

const joined = (parameters: readonly Parameter[]): string =>
  parameters.map(([name, value]) => `${name}=${value}`).join('&');

/** Each is what a program with that mistake does. */
const ways = {
  right: (given: readonly Parameter[]) => rightly(canonicalString(given)),
  'key-whitespace': (given: readonly Parameter[]) => ({
    ...rightly(canonicalString(given)),
    key: (key: Secret<string>) => secret(`${key.reveal()}\n`),
  }),
  'sign-type-signed': (given: readonly Parameter[]) =>
    rightly(`${canonicalString(given)}&sign_type=MD5`),
  unsorted: (given: readonly Parameter[]) => {
    const text = joined(given);
    return rightly(text === canonicalString(given) ? joined([...given].reverse()) : text);
  },
  'values-url-encoded': (given: readonly Parameter[]) =>
    rightly(
      canonicalString(given.map(([name, value]): Parameter => [name, encodeURIComponent(value)])),
    ),
  'upper-case-digest': (given: readonly Parameter[]) => ({
    ...rightly(canonicalString(given)),
    digest: (digest: string) => digest.toUpperCase(),
  }),
} satisfies Readonly<Record<string, (given: readonly Parameter[]) => Way>>;
