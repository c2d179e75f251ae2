import type { ApprovalView } from '@sampan/api';
import { formatAmount, type Instant, offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type Answered, type Approval, approvalStateAt, type MemberId } from '#staff';
import { definedOnly } from '../fields.ts';
import { conflict, type Problem, unknown } from '../problem.ts';
import { doerOf } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** What waits for a second person. */
export function approvalRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { approvals, clock, onError } = world;

  serve(app, world, 'GET /approvals', async ({ caller: { partner, member }, query }) => {
    await approvals.resume().catch(onError);
    const listed = await approvals.list(partner.id, query.state === 'waits');
    const now = clock.now();
    return { approvals: listed.map((approval) => approvalView(approval, member.id, now)) };
  });

  serve(app, world, 'POST /approvals/:id', async ({ caller, params: { id }, body }) => {
    const { answer, why } = body;
    const { member } = caller;
    const doer = { ...doerOf(caller), memberId: member.id };
    const answered = await approvals.answer(doer, id, answer, why);
    if (answered.outcome !== 'answered') throw problemOf(answered.outcome, id);
    return approvalView(answered.approval, member.id, clock.now());
  });
}

const says = {
  'own-approval': 'Another person has to approve what you have asked for',
  'not-own-approval': 'Only the person who has asked can take it back',
  'approval-answered': 'It was answered already',
  'approval-ended': 'It was not answered within 24 hours; ask again',
} as const;

function problemOf(outcome: Exclude<Answered['outcome'], 'answered'>, id: string): Problem {
  if (outcome === 'approval-unknown') return unknown('approval', id);
  return conflict(outcome, says[outcome]);
}

/** An approval as one person sees it. */
export const approvalView = (approval: Approval, asks: MemberId, now: Instant): ApprovalView => ({
  ...{ approvalId: approval.id, kind: approval.kind, tradeId: approval.tradeId },
  ...{ amount: formatAmount(approval.amount), currency: approval.amount.currency },
  ...{ why: approval.why, state: approvalStateAt(approval, now), askedBy: approval.askedName },
  ...{ askedAt: offsetTime(approval.askedAt), endsAt: offsetTime(approval.endsAt) },
  ...definedOnly({
    answeredBy: approval.answeredName,
    answeredAt: approval.answeredAt && offsetTime(approval.answeredAt),
    ...{ answer: approval.answer, failure: approval.failure },
  }),
  own: approval.askedBy === asks,
});
