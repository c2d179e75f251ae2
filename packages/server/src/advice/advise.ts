/** Applies every rule to the exchanges of a partner. Pure: exchanges in, advice out. */
import type { Duration, Instant } from '@sampan/primitives';
import { fileRules } from './file-rules.ts';
import type { AdvisedPartner, Finding, History, Judged, Rule } from './kinds.ts';
import { severities } from './kinds.ts';
import { notificationRules } from './notification-rules.ts';
import { ordersOf } from './orders.ts';
import { refundRules } from './refund-rules.ts';
import { requestRules } from './request-rules.ts';
import { saleRules } from './sale-rules.ts';
import type { Seen } from './seen.ts';

/** All rules, the gravest first. */
export const rules: readonly Rule[] = severities.flatMap((severity) =>
  [...saleRules, ...refundRules, ...notificationRules, ...requestRules, ...fileRules].filter(
    (rule) => rule.severity === severity,
  ),
);

export interface Advice {
  readonly rule: Rule;
  readonly count: number;
  /** The newest, newest first. */
  readonly findings: readonly Finding[];
}

export interface PartnerAdvice {
  readonly partner: AdvisedPartner;
  readonly exchanges: number;
  readonly first: Instant | undefined;
  readonly last: Instant | undefined;
  /** The gravest first. */
  readonly advice: readonly Advice[];
  /** Rules that were looked at and kept. */
  readonly kept: readonly Rule[];
  /** Rules to which no exchange says anything. */
  readonly untried: readonly Rule[];
}

/** Of a rule, so many findings are shown. */
const findingsMax = 5;

export interface Circumstances {
  readonly now: Instant;
  /** How far the sandbox's clock was moved. */
  readonly clockMoved: Duration;
}

/** Advice from exchanges in any order: one that took long is recorded behind those that came meanwhile. */
export function advise(
  partner: AdvisedPartner,
  recorded: readonly Seen[],
  circumstances: Circumstances,
): PartnerAdvice {
  const steps = adviseInSteps(partner, recorded, circumstances);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, rule by rule. */
export function* adviseInSteps(
  partner: AdvisedPartner,
  recorded: readonly Seen[],
  { now, clockMoved }: Circumstances,
): Generator<undefined, PartnerAdvice> {
  const seen = recorded.filter(isAdmitted).toSorted((left, right) => left.at - right.at);
  const history: History = { partner, seen, orders: ordersOf(seen), now, clockMovedMs: clockMoved };
  const judged: JudgedRule[] = [];
  for (const rule of rules) {
    yield;
    judged.push({ rule, ...rule.judge(history) });
  }
  return summed(history, judged, recorded.length);
}

interface JudgedRule extends Judged {
  readonly rule: Rule;
}

const summed = (
  { partner, seen }: History,
  judged: readonly JudgedRule[],
  exchanges: number,
): PartnerAdvice => ({
  ...{ partner, exchanges },
  first: seen[0]?.at,
  last: seen.at(-1)?.at,
  advice: judged
    .filter(({ findings }) => findings.length > 0)
    .map(({ rule, findings }) => ({
      rule,
      count: findings.length,
      findings: findings.toSorted(newestFirst).slice(0, findingsMax),
    })),
  kept: judged
    .filter(({ looked, findings }) => looked > 0 && findings.length === 0)
    .map(({ rule }) => rule),
  untried: judged.filter(({ looked }) => looked === 0).map(({ rule }) => rule),
});

/** A request that the gateway refused itself did nothing, and anyone may have sent it. */
const isAdmitted = ({ level, result }: Seen): boolean =>
  level !== 'gateway' || result !== 'refused';

const newestFirst = (left: Finding, right: Finding): number => right.by[0].at - left.by[0].at;
