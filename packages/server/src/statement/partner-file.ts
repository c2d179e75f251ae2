import {
  addDays,
  after,
  type BusinessDate,
  before,
  businessDate,
  hours,
  type Instant,
  type PartnerId,
  startOfDay,
} from '@sampan/primitives';
import { type FileKind, fileName } from '@sampan/protocol';

/** Identifies a file: a partner has at most one of each kind per day. */
export interface FileOrder {
  readonly partnerId: PartnerId;
  readonly kind: FileKind;
  /** The business day of the transactions, or the day of the settlement (17 "Files"). */
  readonly day: BusinessDate;
}

/** Size and checksum of a file. */
export interface FileSum {
  /** Number of records, without header and column names. */
  readonly rows: number;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of all bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** A created file; it never changes. */
export interface PartnerFile extends FileOrder, FileSum {
  readonly name: string;
  /** The planned time, even if created later. */
  readonly madeAt: Instant;
}

export const nameOf = (order: FileOrder): string => fileName(order);

export const sameSum = (left: FileSum, right: FileSum): boolean =>
  left.sha256 === right.sha256 && left.size === right.size && left.rows === right.rows;

const makingHour = hours(9);

/** When the files of a day are created: at 09:00 GMT+8 on the next day (14 §1). */
export const plannedAt = (day: BusinessDate): Instant =>
  after(startOfDay(addDays(day, 1)), makingHour);

/** The latest day whose files are due at `now`. */
export const lastDayDue = (now: Instant): BusinessDate =>
  addDays(businessDate(before(now, makingHour)), -1);
