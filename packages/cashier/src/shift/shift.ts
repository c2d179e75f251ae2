/**
 * A till has one shift at a time. What the till learns while it is open, is in its Z; a payment that is
 * decided between two shifts is in the next one's. So each fact is in one Z, and no Z ever changes.
 */
import type { ReportView } from '../api/index.ts';

export interface Shift {
  /** Made by the page, once. */
  readonly id: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly float: string;
  readonly closedAt?: number;
}

/** Cash that came or went without a sale, or a drawer that was only opened. */
export interface DrawerMove {
  readonly id: string;
  readonly shiftId: string;
  readonly at: number;
  readonly cashierId: string;
  readonly kind: 'in' | 'out' | 'opened';
  readonly amount: string;
  readonly reason: string;
}

export interface ZReport {
  /** The number, from 1, without gaps. */
  readonly id: string;
  readonly shiftId: string;
  readonly day: string;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly report: ReportView;
  /** SHA-256 over the report and the digest of the Z before it. */
  readonly digest: string;
}

export interface Count {
  readonly cashierId: string;
  readonly cash: string;
}
