import type { BusinessDate, PartnerId } from '@sampan/primitives';
import type { FileKind } from '@sampan/protocol';
import { type Connection, statement } from '#database';
import { decodeFile, files } from './file-registry.postgres.ts';
import type { PartnerFile } from './partner-file.ts';

const page = `day <= $1 and (day < $1 or (partner_id, kind) > ($2, $3)) and day >= $4
  and ($6::text is null or kind = $6)`;
const asPage = 'order by partner_files.day desc, partner_id, kind limit $5';

const listAll = statement({
  name: 'list-partner-files',
  text: `select ${files.selected()} from partner_files where ${page} ${asPage}`,
});

const listOfPartner = statement({
  name: 'list-partner-files-of-partner',
  text: `select ${files.selected()} from partner_files where partner_id = $7 and ${page} ${asPage}`,
});

type Place = Pick<PartnerFile, 'day' | 'partnerId' | 'kind'>;

/** A page of files, newest day first: at most `limit` after `after` (keyset pagination). */
export async function listFiles(
  connection: Connection,
  {
    partnerId,
    day,
    kind,
  }: {
    readonly partnerId?: PartnerId | undefined;
    readonly day?: BusinessDate | undefined;
    readonly kind?: FileKind | undefined;
  },
  after: Place | undefined,
  limit: number,
): Promise<PartnerFile[]> {
  const isBefore = after !== undefined && (day === undefined || after.day <= day);
  const place = isBefore ? [after.day, after.partnerId, after.kind] : [day ?? 'infinity', '', ''];
  const values = [...place, day ?? '-infinity', limit, kind ?? null];
  const rows = await (partnerId === undefined
    ? connection.run(listAll, values)
    : connection.run(listOfPartner, [...values, partnerId]));
  return rows.map(decodeFile);
}
