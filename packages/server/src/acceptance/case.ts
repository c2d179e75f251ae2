/** What an acceptance case is, and how it is decided. */
import { elapsed, type Instant, minutes } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { OrderHistory, PartnerHistory } from './histories.ts';
import type { Seen } from './seen.ts';

export const products = [
  'barcode payment',
  'transaction QR code',
  'merchant QR code',
  'files and wallets',
] as const;

export interface AcceptanceCase {
  readonly id: string;
  readonly name: string;
  readonly product: (typeof products)[number];
  /** The contract to which it belongs; both by default. */
  readonly contract?: Contract;
  /** How it is tried. */
  readonly how: string;
  /** Every try, oldest first. */
  readonly tries: (partner: PartnerHistory) => readonly Try[];
}

/** One try of a case, and the exchanges that show it. */
export type Try =
  | { readonly is: 'passed'; readonly by: readonly Seen[] }
  | {
      readonly is: 'failed';
      readonly by: readonly Seen[];
      readonly reason: string;
      readonly next: string;
    }
  /** It can still pass. */
  | { readonly is: 'begun'; readonly by: readonly Seen[]; readonly next: string };

export const passed = (by: readonly Seen[]): Try => ({ is: 'passed', by });

export const failed = (reason: string, by: readonly Seen[], next: string): Try => ({
  is: 'failed',
  ...{ by, reason, next },
});

export const begun = (by: readonly Seen[], next: string): Try => ({ is: 'begun', by, next });

/** A case that is tried by single orders. */
export const eachOrder =
  (judge: (order: OrderHistory, partner: PartnerHistory) => Try | undefined) =>
  (partner: PartnerHistory): readonly Try[] =>
    partner.orders.flatMap((order) => judge(order, partner) ?? []);

/** A till's own time limit, and how long a case waits for what must follow (12 §2). */
const patience = minutes(1);

/** Whether what must follow an exchange should have followed by now. */
export const isOverdue = ({ at }: Seen, now: Instant): boolean => elapsed(at, now) >= patience;

export type CaseResult = 'passed' | 'failed' | 'not tried' | 'not applicable';

export interface CaseVerdict extends Pick<AcceptanceCase, 'id' | 'name' | 'product'> {
  readonly result: CaseResult;
  /** Why it failed. */
  readonly reason: string | undefined;
  /** Exchanges, oldest first. */
  readonly evidence: readonly Seen[];
  /** What to do so that it passes. */
  readonly next: string | undefined;
  /** The newest failure after the try that has passed. */
  readonly failedSince?: { readonly reason: string; readonly evidence: readonly Seen[] };
}

/** The first try that has passed counts; while there is none, the newest that has failed. */
export function decide(one: AcceptanceCase, partner: PartnerHistory): CaseVerdict {
  const { id, name, product, contract, how } = one;
  const verdict = { id, name, product, reason: undefined, evidence: [], next: undefined };
  if (contract && contract !== partner.contract) return { ...verdict, result: 'not applicable' };
  const tries = one.tries(partner);
  const newest = (is: Try['is']) => tries.findLast((each) => each.is === is);
  const found = tries.find(({ is }) => is === 'passed') ?? newest('failed') ?? newest('begun');
  if (!found) return { ...verdict, result: 'not tried', next: how };
  const evidence = evidenceOf(found.by);
  if (found.is === 'passed') {
    const since = tries.slice(tries.indexOf(found)).findLast(({ is }) => is === 'failed');
    const failedSince = since?.is === 'failed' && {
      failedSince: { reason: since.reason, evidence: evidenceOf(since.by) },
    };
    return { ...verdict, result: 'passed', evidence, ...failedSince };
  }
  const { next } = found;
  return found.is === 'failed'
    ? { ...verdict, result: 'failed', reason: found.reason, evidence, next }
    : { ...verdict, result: 'not tried', evidence, next };
}

/** An order may have hundreds of queries; its beginning and its end tell the story. */
const evidenceMax = 12;

function evidenceOf(by: readonly Seen[]): readonly Seen[] {
  const once = [...new Set(by)];
  const half = evidenceMax / 2;
  return once.length <= evidenceMax ? once : [...once.slice(0, half), ...once.slice(-half)];
}
