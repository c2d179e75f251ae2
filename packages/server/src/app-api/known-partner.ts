import { isPartnerId, type PartnerId } from '@sampan/primitives';
import type { Reader } from '#database';
import { readPartners } from '#partner';
import { unknown } from './problem.ts';

/** The id of an existing partner: an empty list for a misspelt id would be misleading. */
export async function knownPartner(reader: Pick<Reader, 'read'>, id: string): Promise<PartnerId> {
  const ids = isPartnerId(id) ? [id] : [];
  const { result } = await reader.read((connection) => readPartners(connection, ids));
  const [partner] = result;
  if (!partner) throw unknown('partner', id);
  return partner.id;
}
