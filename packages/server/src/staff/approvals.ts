import {
  after,
  before,
  type Clock,
  days,
  formatAmount,
  hours,
  type IdSource,
  type Money,
  minutes,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import { type Connection, inTransaction, type Reader, type Writer } from '#database';
import { type Approval, approvalStateAt } from './approval.ts';
import {
  answerApproval,
  claimApproved,
  finishApproved,
  insertApproval,
  listApprovals,
  listApprovalsOfTrade,
  readApproval,
  readApprovalOfCommand,
} from './approvals.postgres.ts';
import type { MemberId } from './member.ts';
import { StaffLog } from './staff-log.postgres.ts';
import type { Doer } from './staff-log.ts';

const validFor = hours(24);

/** What was answered is listed as long. */
const listedFor = days(30);

/** So long a process has to carry out what was approved; then another one may. */
const claimFor = minutes(1);

/** What came of something that was approved: done, or why not. */
export type CarriedOut =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'failed'; readonly code: string };

export interface ApprovalsOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly openConnection: () => Promise<Connection>;
  /** Business time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Does what was approved under `commandId`; when it is called again, nothing is done twice. */
  readonly carryOut: (approval: Approval) => Promise<CarriedOut>;
  readonly onError: (error: unknown) => void;
}

/** A person of a partner's staff. */
export interface Answerer extends Doer {
  readonly memberId: MemberId;
}

export type Answered =
  | { readonly outcome: 'answered'; readonly approval: Approval }
  | {
      readonly outcome:
        | 'approval-unknown'
        | 'own-approval'
        | 'not-own-approval'
        | 'approval-answered'
        | 'approval-ended';
    };

const stateAfter = {
  approve: 'approved',
  decline: 'declined',
  'take-back': 'taken-back',
} as const;

/**
 * Four eyes: what one person asks for, another approves within 24 hours. The answer is stored first; then what was
 * approved is carried out under the id that was made when it was asked for. When the process dies in between, another
 * one carries it out a minute later, and under that id it is done once.
 */
export class Approvals {
  readonly #options: ApprovalsOptions;
  readonly #log: StaffLog;

  constructor(options: ApprovalsOptions) {
    this.#options = options;
    this.#log = new StaffLog(options);
  }

  /** Asks for it; asking again under the same command answers the approval that there is. */
  async ask(
    doer: Answerer,
    wanted: {
      readonly kind: Approval['kind'];
      readonly tradeId: TradeId;
      readonly commandId: TradeId;
      readonly amount: Money;
      readonly why: string;
    },
  ): Promise<Approval> {
    const { ids, clock } = this.#options;
    const now = clock.now();
    const { partnerId, memberId, who } = doer;
    const asked: Approval = {
      ...{ id: ids.next(now), partnerId, ...wanted, askedBy: memberId, askedName: who },
      ...{ askedAt: now, endsAt: after(now, validFor), state: 'waits' },
      ...{ answeredName: undefined, answeredAt: undefined, answer: undefined, failure: undefined },
    };
    return this.#change(async (connection) => {
      await insertApproval(connection, asked);
      const stored = await readApprovalOfCommand(connection, partnerId, wanted.commandId);
      if (!stored) throw new Error(`The approval of ${wanted.commandId} was not stored`);
      if (stored.id === asked.id) await this.#note(connection, doer, 'asked', stored, stored.why);
      return stored;
    });
  }

  async answer(
    doer: Answerer,
    id: string,
    answer: keyof typeof stateAfter,
    why: string | undefined,
  ): Promise<Answered> {
    const { clock } = this.#options;
    const { partnerId, memberId, who: name } = doer;
    const answered = await this.#change(async (connection): Promise<Answered> => {
      const found = await readApproval(connection, partnerId, id);
      if (!found) return { outcome: 'approval-unknown' };
      const isOwn = found.askedBy === memberId;
      if (isOwn && answer !== 'take-back') return { outcome: 'own-approval' };
      if (!isOwn && answer === 'take-back') return { outcome: 'not-own-approval' };
      const now = clock.now();
      const claimedUntil = answer === 'approve' ? after(now, claimFor) : undefined;
      const approval = await answerApproval(connection, {
        ...{ partnerId, id: found.id, state: stateAfter[answer], memberId, name, now, why },
        claimedUntil,
      });
      if (!approval) {
        const isOver = approvalStateAt(found, now) === 'ended';
        return { outcome: isOver ? 'approval-ended' : 'approval-answered' };
      }
      await this.#note(connection, doer, stateAfter[answer], approval, why);
      return { outcome: 'answered', approval };
    });
    if (answered.outcome !== 'answered' || answer !== 'approve') return answered;
    return { outcome: 'answered', approval: await this.#carryOut(answered.approval) };
  }

  async list(partnerId: PartnerId, onlyWaiting: boolean): Promise<readonly Approval[]> {
    const { reader, clock } = this.#options;
    const now = clock.now();
    const { result } = await reader.read((connection) =>
      listApprovals(connection, partnerId, { onlyWaiting, since: before(now, listedFor), now }),
    );
    return result;
  }

  async ofTrade(partnerId: PartnerId, tradeId: TradeId): Promise<readonly Approval[]> {
    const { result } = await this.#options.reader.read((connection) =>
      listApprovalsOfTrade(connection, partnerId, tradeId),
    );
    return result;
  }

  /** Carries out what was approved by a process that died before it had done so; answers how much. */
  async resume(): Promise<number> {
    const { writer, clock } = this.#options;
    const now = clock.now();
    const { result: left } = await writer.write((connection) =>
      claimApproved(connection, now, after(now, claimFor)),
    );
    for (const approval of left) await this.#carryOut(approval);
    return left.length;
  }

  async #carryOut(approval: Approval): Promise<Approval> {
    const { carryOut, writer, clock, onError } = this.#options;
    try {
      const carried = await carryOut(approval);
      const failure = carried.outcome === 'failed' ? carried.code : undefined;
      await writer.write((connection) =>
        finishApproved(connection, approval.id, failure, clock.now()),
      );
      return failure === undefined ? approval : { ...approval, state: 'failed', failure };
    } catch (error) {
      // It stays approved, and is carried out again when the claim is over.
      onError(error);
      return approval;
    }
  }

  async #note(
    connection: Connection,
    doer: Doer,
    what: 'asked' | Approval['state'],
    { kind, tradeId, id, amount }: Approval,
    why: string | undefined,
  ): Promise<void> {
    const detail = { approval: id, amount: formatAmount(amount), currency: amount.currency };
    await this.#log.add(connection, doer, {
      ...{ what: `${kind}.${what}`, subject: tradeId, why, detail },
    });
  }

  async #change<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = await this.#options.openConnection();
    try {
      return await inTransaction(connection, () => work(connection));
    } finally {
      await connection.close();
    }
  }
}
