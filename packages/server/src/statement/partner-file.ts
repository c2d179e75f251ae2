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

/** Which file: a partner has at most one of each kind for each day. */
export interface FileOrder {
  readonly partnerId: PartnerId;
  readonly kind: FileKind;
  /** The business day of the transactions, or the day on which they were settled (17 "Files"). */
  readonly day: BusinessDate;
}

/** What the bytes of a file came to. */
export interface FileSum {
  /** Records, the header and the names of the columns not counted. */
  readonly rows: number;
  /** Bytes. */
  readonly size: number;
  /** Of all bytes, in lower case. */
  readonly sha256: string;
}

/** A file that has been made and from then on never changes. */
export interface PartnerFile extends FileOrder, FileSum {
  readonly name: string;
  /** The planned time, also when it was made later. */
  readonly madeAt: Instant;
}

export const nameOf = (order: FileOrder): string => fileName(order);

export const sameSum = (left: FileSum, right: FileSum): boolean =>
  left.sha256 === right.sha256 && left.size === right.size && left.rows === right.rows;

const makingHour = hours(9);

/** When the files of a day are made: at 09:00 GMT+8 on the next one (14 §1). */
export const plannedAt = (day: BusinessDate): Instant =>
  after(startOfDay(addDays(day, 1)), makingHour);

/** The latest day whose files are planned for `now` or before. */
export const lastDayDue = (now: Instant): BusinessDate =>
  addDays(businessDate(before(now, makingHour)), -1);
