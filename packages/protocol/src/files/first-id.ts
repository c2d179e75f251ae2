import { required } from '@sampan/primitives';
import type { FileRow } from './rows.ts';

/** The first column of the transaction file: refunds have their own id (14 §3.2). */
export const firstId = ({ kind, partnerTransId, partnerRefundId }: FileRow): string =>
  kind === 'refund' ? required(partnerRefundId, 'a refund has an id') : partnerTransId;

/** The first column of the settlement file, where a cancelled order has our id (14 §4.2, §4.6). */
export const settledFirstId = (row: FileRow): string =>
  row.kind === 'cancel' ? row.tradeId : firstId(row);
