import { createPublicKey } from 'node:crypto';
import type { PartnerAdviceView } from '@sampan/api';
import { offsetTime, type PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  type AdvisedPartner,
  adviseInSteps,
  inSteps,
  type PartnerAdvice,
  pausing,
  readSeen,
  type Seen,
} from '#advice';
import { readPartnerKeys, readPartners } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { recordOf } from './find-exchange.ts';
import { knownPartner } from './known-partner.ts';
import { serve } from './serve.http.ts';

/** More would be a long answer: each has up to twenty rules with their evidence. */
const partnersMax = 50;

const documentsAt = 'https://global.alipay.com/docs/ac/';

/** What will go wrong in production, from the record of a sandbox. */
export function adviceRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, clock, secrets, timers } = world;

  serve(app, world, 'GET /admin/advice', async ({ query: { partner } }) => {
    await recordOf(world).flush();
    const asked = partner === undefined ? undefined : await knownPartner(lists, partner);
    const pause = pausing(timers);
    const seen = byPartner(await readSeen(lists, asked, pause));
    if (asked !== undefined && !seen.has(asked)) seen.set(asked, []);
    const newest = [...seen].reverse();
    const shown = newest.slice(0, partnersMax);
    const advised = await readAdvised(shown.map(([id]) => id));
    const now = clock.now();
    const circumstances = { now, clockMoved: clock.offsetFor(now) };
    const partners: PartnerAdviceView[] = [];
    for (const [id, own] of shown) {
      const about = advised.get(id);
      if (!about) continue;
      partners.push(view(await inSteps(adviseInSteps(about, own, circumstances), pause)));
    }
    return { partners, more: newest.length - shown.length };
  });

  /** What rules know about partners; only of those that exist: anyone can send an id. */
  async function readAdvised(
    ids: readonly PartnerId[],
  ): Promise<ReadonlyMap<PartnerId, AdvisedPartner>> {
    const { result } = await lists.read(async (connection) => {
      const partners = await readPartners(connection, [...ids]);
      return Promise.all(
        partners.map(async ({ id, contract, notifyUrl }) => {
          const { rsa } = await readPartnerKeys(connection, id, secrets);
          const rsaBits = rsa[0] && bitsOf(rsa[0].value);
          return { id, contract, hasNotifyUrl: notifyUrl !== undefined, rsaBits };
        }),
      );
    });
    return new Map(result.map((each) => [each.id, each]));
  }
}

const bitsOf = (pem: string): number | undefined =>
  createPublicKey(pem).asymmetricKeyDetails?.modulusLength;

/** The partner that called last comes last. */
function byPartner(seen: readonly Seen[]): Map<PartnerId, Seen[]> {
  const partners = new Map<PartnerId, Seen[]>();
  for (const one of seen) {
    if (one.partnerId === undefined) continue;
    const own = partners.get(one.partnerId) ?? [];
    own.push(one);
    partners.delete(one.partnerId);
    partners.set(one.partnerId, own);
  }
  return partners;
}

const view = ({
  partner,
  exchanges,
  first,
  last,
  advice,
  kept,
  untried,
}: PartnerAdvice): PartnerAdviceView => ({
  partner: partner.id,
  exchanges,
  ...(first !== undefined && { since: offsetTime(first) }),
  ...(last !== undefined && { until: offsetTime(last) }),
  advice: advice.map(({ rule, count, findings }) => ({
    rule: rule.id,
    severity: rule.severity,
    title: rule.title,
    why: rule.why,
    todo: rule.todo,
    documents: rule.documents.map((page) => `${documentsAt}${page}`),
    count,
    evidence: findings.map(({ by, found }) => ({
      found,
      at: offsetTime(by[0].at),
      ...(by[0].order !== undefined && { order: by[0].order }),
      exchanges: by.map(({ id }) => id),
    })),
  })),
  kept: kept.map(({ id }) => id),
  untried: untried.map(({ id }) => id),
});
