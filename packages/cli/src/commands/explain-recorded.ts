/** The record of an exchange in a running server, with the keys that its signature may be from. */
import { secret } from '@sampan/primitives';
import { parsePublicKey, type VerifyingKeys } from '@sampan/protocol';
import type { ExchangeRecord, OtherKey } from '@sampan/protocol/explain';
import type { Operations } from '../operations-client.ts';
import { storedBefore } from './stored-before.ts';

export interface Recorded {
  readonly record: ExchangeRecord;
  readonly keys: VerifyingKeys;
  readonly otherKeys: readonly OtherKey[];
}

export async function recordedExchange(call: Operations['call'], id: string): Promise<Recorded> {
  const exchange = await call('GET /admin/exchanges/:id', { params: { id } });
  if (exchange.kind !== 'request') {
    throw new Error(`${id} is a ${exchange.kind}; explain takes requests`);
  }
  const { request, code, reason, level, partner } = exchange;
  const stored = storedBefore(exchange);
  const record: ExchangeRecord = {
    request: {
      method: request.method,
      query: request.target,
      ...(request.contentType !== undefined && { contentType: request.contentType }),
      ...(request.body !== undefined && { body: Buffer.from(request.body, 'base64') }),
    },
    ...(code !== undefined && {
      refusal: { code, ...(reason !== undefined && { reason }), ...(level && { level }) },
    }),
    ...(stored && { stored }),
  };
  return { record, ...(partner === undefined ? none : await keysOf(call, partner)) };
}

const none: Pick<Recorded, 'keys' | 'otherKeys'> = { keys: {}, otherKeys: [] };

export async function keysOf(
  call: Operations['call'],
  id: string,
): Promise<Pick<Recorded, 'keys' | 'otherKeys'>> {
  const found = await call('GET /admin/partners/:id/keys', { params: { id } });
  const publicKey = publicKeyIn(found.partnerPublicKey);
  const ours = publicKeyIn(found.publicKey);
  return {
    keys: {
      ...(found.md5Key !== undefined && { md5Key: secret(found.md5Key) }),
      ...(publicKey && { publicKey }),
    },
    otherKeys: ours ? [{ kind: 'ours', name: 'the gateway’s', keys: { publicKey: ours } }] : [],
  };
}

function publicKeyIn(pem: string | undefined): VerifyingKeys['publicKey'] {
  const read = pem === undefined ? undefined : parsePublicKey(pem);
  return read?.ok ? read.value : undefined;
}
