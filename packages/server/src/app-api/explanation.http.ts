import type { ExplanationView, WholeExchangeView } from '@sampan/api';
import { storedBefore } from '@sampan/cli/stored-before';
import { isPartnerId, type PartnerId, required } from '@sampan/primitives';
import { isServiceName, parsePublicKey, type VerifyingKeys } from '@sampan/protocol';
import {
  type Cause,
  type ExchangeRecord,
  type Explanation,
  explainExchange,
  linesFor,
  type OtherKey,
  type RefusalExplanation,
  type SignatureExplanation,
} from '@sampan/protocol/explain';
import { isMultipart, splitMultipart } from '@sampan/protocol/multipart';
import { errorEntry } from '@sampan/protocol/reference';
import type { FastifyInstance } from 'fastify';
import { decodeExchange, type StoredExchange } from '#exchanges';
import { listPartners, type PartnerKeys, readPartnerKeys, readPartners, validKeys } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { wholeExchangeView } from './exchange-record-view.ts';
import { definedOnly } from './fields.ts';
import { findExchange, orderOf } from './find-exchange.ts';
import { conflict } from './problem.ts';
import { serve } from './serve.http.ts';

/** Other partners whose keys may have been taken by mistake. */
const othersMax = 50;
/** Pairs of mistakes are tried for so long: a reader waits. */
const searchMs = 300;

/** Says why a recorded request was refused, for people who look at it. */
export function explanationRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, secrets, keys: platformKeys, timers } = world;

  serve(app, world, 'GET /admin/exchanges/:id/explanation', async ({ params: { id } }) => {
    const stored = await findExchange(world, id);
    if (stored.kind !== 'request') {
      throw conflict('no-request', `${id} is a ${stored.kind}; only requests are explained`);
    }
    const decoded = await decodeExchange(stored);
    const whole = wholeExchangeView(stored, decoded, await orderOf(world, stored));
    const named = new Map(decoded.parameters).get('partner') ?? '';
    const known = await keysFor(stored.partnerId ?? (isPartnerId(named) ? named : undefined));
    const startedAtMs = timers.monotonicMs();
    const mayContinue = () => timers.monotonicMs() - startedAtMs < searchMs;
    const record = await recordOf(stored, whole, known.contract);
    return viewOf(explainExchange(record, { ...known, mayContinue }), stored.service);
  });

  async function keysFor(id: PartnerId | undefined) {
    const { result, now } = await lists.read(async (connection) => {
      const partners = await listPartners(connection, undefined, othersMax);
      const ids = new Set([...(id === undefined ? [] : [id]), ...partners.map((one) => one.id)]);
      const own = id === undefined ? [] : await readPartners(connection, [id]);
      const keys = await Promise.all(
        [...ids].map(
          async (each) => [each, await readPartnerKeys(connection, each, secrets)] as const,
        ),
      );
      return { contract: own[0]?.contract, keys: new Map<PartnerId, PartnerKeys>(keys) };
    });
    const ours = required(publicKeyIn(platformKeys.publicKey), 'the platform has a public key');
    const verifying = ({ md5, rsa }: PartnerKeys): VerifyingKeys => {
      const publicKey = publicKeyIn(validKeys(rsa, now)[0]?.value);
      return {
        ...definedOnly({ md5Key: validKeys(md5, now)[0]?.value }),
        ...(publicKey && { publicKey }),
      };
    };
    const own = id && result.keys.get(id);
    const replaced = own ? own.md5.filter((key) => !validKeys(own.md5, now).includes(key)) : [];
    const others = [...result.keys].filter(([each]) => each !== id);
    const otherKeys: readonly OtherKey[] = [
      { kind: 'ours', name: 'the gateway’s', keys: { publicKey: ours } },
      ...replaced.map(
        ({ number, value }): OtherKey => ({
          ...{ kind: 'replaced', name: `number ${number}` },
          keys: { md5Key: value },
        }),
      ),
      ...others.map(([name, keys]): OtherKey => ({ kind: 'partner', name, keys: verifying(keys) })),
    ];
    return { keys: own ? verifying(own) : {}, otherKeys, contract: result.contract };
  }
}

async function recordOf(
  { request, code, reason, level }: StoredExchange,
  whole: WholeExchangeView,
  contract: ExchangeRecord['contract'],
): Promise<ExchangeRecord> {
  const { method, target, contentType = '', body } = request;
  const stored = storedBefore(whole);
  const parts =
    body && isMultipart(contentType) ? await splitMultipart(body, contentType) : undefined;
  return {
    request: { method, query: target, contentType, ...(body && { body }) },
    ...(code !== undefined && { refusal: { code, ...definedOnly({ reason, level }) } }),
    ...definedOnly({ contract, stored, parts }),
  };
}

function publicKeyIn(pem: string | undefined): VerifyingKeys['publicKey'] {
  const read = pem === undefined ? undefined : parsePublicKey(pem);
  return read?.ok ? read.value : undefined;
}

function viewOf(
  { verdict, means, fix, signature, refusal, unchecked }: Explanation,
  service: string | undefined,
): ExplanationView {
  const found: readonly Cause[] = [
    ...(signature?.causes ?? []),
    ...(signature?.guess ? [signature.guess] : []),
  ];
  return {
    verdict,
    means,
    ...(fix !== null && { fix }),
    causes: found.map((one) => ({ ...one, lines: linesFor(one.cause) })),
    alternatives: signature?.alternatives ?? [],
    ...(signature && signature.verdict !== 'valid' && { signed: signedView(signature) }),
    ruledOut: signature?.ruledOut ?? [],
    ...(refusal && { refusal: ruleView(refusal, service) }),
    unchecked,
  };
}

function signedView({
  serverString,
  yourString,
  firstDifference,
  serverFormula,
  yourFormula,
}: SignatureExplanation): NonNullable<ExplanationView['signed']> {
  return {
    ours: serverString,
    ...definedOnly({ yours: yourString, ourFormula: serverFormula, yourFormula }),
    ...(firstDifference && {
      difference: {
        offset: firstDifference.offset,
        ours: firstDifference.server,
        yours: firstDifference.yours,
      },
    }),
  };
}

function ruleView(
  { code, rule, reason, parameter, sent, differences, documents }: RefusalExplanation,
  service = '',
): NonNullable<ExplanationView['refusal']> {
  const { means, todo } = errorEntry(code, isServiceName(service) ? service : undefined);
  return {
    ...{ code, rule, sent, documents },
    ...definedOnly({ reason, parameter }),
    differences: differences.map((one) => ({
      ...{ parameter: one.parameter, stored: one.stored },
      ...definedOnly({ sent: one.sent }),
    })),
    means: byLanguage(means),
    todo: byLanguage(todo),
  };
}

const byLanguage = ([en, traditional, simplified]: readonly [string, string, string]) => ({
  en,
  'zh-HK': traditional,
  'zh-CN': simplified,
});
