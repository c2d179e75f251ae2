/**
 * The gateway over real sockets, on a world whose time stands still, and a client of it.
 */
import type { AddressInfo } from 'node:net';
import {
  type IdSource,
  type PartnerId,
  required,
  secret,
  seededRandom,
  type Timers,
} from '@sampan/primitives';
import {
  type CharsetPlace,
  encodeForm,
  openReply,
  type Parameter,
  parsePrivateKey,
  parsePublicKey,
  type ReceivedReply,
  requestForm,
  type SignType,
  signRequest,
} from '@sampan/protocol';
import { createGateway, type GatewayDependencies, type Refusal } from '#gateway';
import { type TestWorld, testKeys, testWorld } from '#test-kit';

export const md5Key = 'k'.repeat(32);

/** From which the tokens of codes are drawn. */
export const codeSeed = 23;

/** Below which the addresses of codes lie. */
export const publicUrl = 'https://pay.example';

/** One request of a partner, before it is signed. A parameter that is undefined is not sent. */
export type Asked = Readonly<Record<string, string | undefined>>;

export interface Sending {
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  readonly signType?: SignType;
  /** The charset in which the request is written and signed. */
  readonly charset?: 'UTF-8' | 'GBK' | 'GB2312';
  /** Where `_input_charset` stands: as the documents say in the URL, or with the others. */
  readonly charsetIn?: CharsetPlace;
  readonly contentType?: string;
}

export interface Exchange {
  readonly status: number;
  readonly contentType: string | null;
  readonly bytes: Buffer;
  readonly text: string;
  readonly reply: ReceivedReply;
  /** The fields of the reply; empty when the gateway has refused. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether the reply bears the platform's signature. */
  readonly signed: boolean;
}

export interface GatewayWorld extends TestWorld {
  readonly port: number;
  /** What the gateway has told its operator. */
  readonly failures: unknown[];
  /** The requests that it has refused, as its operator learns of them. */
  readonly refusals: Refusal[];
  /** Signs, sends, and reads the reply, as a partner's program does. */
  ask(partner: PartnerId, asked: Asked, sending?: Sending): Promise<Exchange>;
  /** Sends a query string and a body as they are. */
  send(query: string, body?: string | Buffer, sending?: Sending): Promise<Exchange>;
  /** How many rows the tables hold that a payment could write to. */
  rows(): Promise<Readonly<Record<string, unknown>>>;
}

export interface GatewayWorldOptions
  extends Pick<GatewayDependencies, 'recording' | 'interposition' | 'timers'> {
  readonly startAt?: string;
  readonly recordsExchanges?: true;
  readonly ids?: IdSource;
  readonly sandbox?: true;
  /** Whether scenarios may pretend. */
  readonly pretends?: true;
  /** Of the platform. */
  readonly waits?: Timers;
}

export async function gatewayWorld({
  recording,
  interposition: own,
  timers,
  waits,
  ...options
}: GatewayWorldOptions = {}): Promise<GatewayWorld> {
  const failures: unknown[] = [];
  const onFailure = (failure: unknown) => failures.push(failure);
  const world = await testWorld({ onFailure, ...options, ...(waits && { timers: waits }) });
  const { platform } = world;
  const interposition = own ?? platform.scenarios?.interposition;
  const refusals: Refusal[] = [];
  let exchanges = 0;
  const server = await createGateway({
    ...platform,
    reader: platform.readers.gateway,
    writer: platform.writers.gateway,
    random: seededRandom(codeSeed),
    publicUrl,
    exchanges: { newId: () => `exchange-${++exchanges}`, shown: options.sandbox === true },
    ...(recording && { recording }),
    ...(platform.record && {
      recording: { onExchange: platform.record.onExchange, timers: platform.timers },
    }),
    ...(interposition && { interposition }),
    ...(timers && { timers }),
    onRefusal: (refusal) => refusals.push(refusal),
    onFailure,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const send = sender(port);
  return {
    ...world,
    port,
    failures,
    refusals,
    send,
    // Every partner of these worlds has the same key, unless a test says otherwise.
    partner: (given, change) =>
      world.partner({ md5Key, publicKey: testKeys.partner.publicKey, ...given }, change),
    async ask(partner, asked, sending = {}) {
      const signed = await signedRequest({ partner, ...asked }, sending);
      return send(signed.query, signed.body, sending);
    },
    async rows() {
      const tables = ['trades', 'refunds', 'entries', 'transfers', 'payment_codes'];
      const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
      const used = '(select count(*)::int from payment_codes where trade_id is not null) as used';
      return required((await world.sql(`select ${[...counts, used].join(', ')}`))[0], 'one row');
    },
    async close() {
      await server.close();
      await world.close();
    },
  };
}

/** The query string and the form of a request, as the official clients write them. */
export async function signedRequest(
  asked: Asked,
  sending: Sending = {},
): Promise<{ readonly query: string; readonly body: string | undefined }> {
  const { method = 'POST', charset = 'UTF-8', signType = 'MD5', charsetIn = 'url' } = sending;
  const given = Object.entries(asked).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined;
  });
  const keys = { md5Key: secret(md5Key), privateKey: partnerPrivateKey };
  // A test may bring a charset or a signature of its own, which is sent as it is.
  const place = '_input_charset' in asked ? 'nowhere' : charsetIn;
  const declared: readonly Parameter[] = place === 'nowhere' ? [] : [['_input_charset', charset]];
  const { parameters, query, body } =
    'sign' in asked
      ? requestForm([...declared, ...given], charset, place)
      : await signRequest(given, { signType, charset, keys }, place);
  return method === 'GET'
    ? { query: encodeForm(parameters, charset), body: undefined }
    : { query, body };
}

function sender(port: number): GatewayWorld['send'] {
  return async (query, body, sending = {}) => {
    const { path = '/gateway.do', method = body === undefined ? 'GET' : 'POST' } = sending;
    const { contentType = 'application/x-www-form-urlencoded;charset=UTF-8' } = sending;
    const mark = query === '' ? '' : '?';
    const response = await fetch(`http://127.0.0.1:${port}${path}${mark}${query}`, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': contentType } }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return exchange(response.status, response.headers.get('content-type'), bytes);
  };
}

/** Reads the reply and says whether a partner may believe it. */
export async function exchange(
  status: number,
  contentType: string | null,
  bytes: Buffer,
): Promise<Exchange> {
  const keys = { md5Key: secret(md5Key), publicKey: platformPublicKey };
  const read = openReply({ bytes, contentType: contentType ?? undefined }, keys);
  if (!read.ok) throw new Error(`${read.problem}: ${status} ${contentType} ${bytes.toString()}`);
  const { isSigned: signed, ...reply } = read.value;
  const fields = Object.fromEntries(reply.fields);
  return { status, contentType, bytes, text: bytes.toString(), reply, fields, signed };
}

const partnerPrivateKey = keyOf(parsePrivateKey(testKeys.partner.privateKey));
const platformPublicKey = keyOf(parsePublicKey(testKeys.platform.publicKey));

function keyOf<Key>(read: { ok: true; value: Key } | { ok: false; problem: unknown }): Key {
  if (!read.ok) throw new Error(String(read.problem));
  return read.value;
}
