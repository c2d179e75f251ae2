import type { CaseVerdictView } from '@sampan/api';
import { offsetTime, type PartnerId, required } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { acceptanceOf, type CaseVerdict, historyOf, type Seen, seenOf } from '#acceptance';
import { readWholeExchanges, type StoredExchange } from '#exchanges';
import { readPartners } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { definedOnly } from './fields.ts';
import { recordOf } from './find-exchange.ts';
import { knownPartner } from './known-partner.ts';
import { serve } from './serve.http.ts';

/** What a partner's exchanges say of its program. */
export function acceptanceRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, clock } = world;

  serve(app, world, 'GET /admin/acceptance', async ({ query }) => {
    await recordOf(world).flush();
    const partner = await knownPartner(lists, query.partner);
    const { result } = await lists.read((connection) => readPartners(connection, [partner]));
    const { contract } = required(result[0], 'the partner is known');
    const seen = await readSeen(world, partner);
    const verdicts = acceptanceOf(historyOf(seen, { contract, now: clock.now() }));
    return {
      ...{ partner, contract },
      cases: verdicts.map(caseView),
    };
  });
}

function caseView({ failedSince, ...verdict }: CaseVerdict): CaseVerdictView {
  const { id, name, product, result, reason, evidence, next } = verdict;
  const last = evidence.at(-1);
  const failure = failedSince?.evidence.at(-1);
  return {
    ...{ id, name, product, result },
    evidence: evidence.map(evidenceView),
    ...definedOnly({ reason, next }),
    ...(result === 'passed' && last && { passedAt: offsetTime(last.at) }),
    ...(failedSince &&
      failure && {
        failedSince: {
          at: offsetTime(failure.at),
          reason: failedSince.reason,
          evidence: failedSince.evidence.map(evidenceView),
        },
      }),
  };
}

const evidenceView = ({ id, at, orderId }: Seen) => ({
  ...{ id, at: offsetTime(at) },
  ...definedOnly({ order: orderId }),
});

/** What the gateway itself has refused did nothing, and anyone may have sent it under the partner's id. */
const isOfPartner = ({ level, pretended }: StoredExchange): boolean =>
  level !== 'gateway' || pretended.length > 0;

/** So many rows have their bytes in memory at a time. */
const rowsAtOnce = 200;

async function readSeen(
  { lists }: Pick<OperationsDependencies, 'lists'>,
  partnerId: PartnerId,
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  let after: bigint | undefined = 0n;
  while (after !== undefined) {
    const from: bigint = after;
    const page = { partnerId, after: from, limit: rowsAtOnce };
    const { result: rows } = await lists.read((connection) => readWholeExchanges(connection, page));
    for (const row of rows.filter(isOfPartner)) seen.push(await seenOf(row));
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1)?.number;
  }
  return seen;
}
