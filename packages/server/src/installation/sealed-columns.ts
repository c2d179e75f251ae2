import { md5KeyColumn, platformKeyColumn } from '#partner';
import type { SealedColumn } from '#secrets';
import { hostKeyColumn } from '#sftp';
import { totpBegunColumn, totpKeyColumn } from '#staff';

/** Everything in the database that is sealed. */
export const sealedColumns: readonly SealedColumn[] = [
  md5KeyColumn,
  platformKeyColumn,
  hostKeyColumn,
  totpKeyColumn,
  totpBegunColumn,
];
