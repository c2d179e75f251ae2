import type { PartnerId } from '@sampan/primitives';
import { readReceived } from '#acquiring';
import { inTransaction } from '#database';
import { changePartner, type Partner, readPartners, withTerms } from '#partner';
import { readContractTerms, termNames } from './contract-terms.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import { unknown } from './problem.ts';

type World = Pick<OperationsDependencies, 'clock' | 'reader' | 'openConnection'>;

/**
 * Changes the terms of a partner. They apply to later payments, refunds and settlements; a trade
 * keeps the fee and the refund period of its payment. The gateway sees the change within a second.
 */
export async function changePartnerTerms(
  { clock, reader, openConnection }: World,
  id: PartnerId,
  body: unknown,
): Promise<Partner> {
  const fields = new Fields(body, ['name', ...termNames]);
  fields.requireAny();
  const name = fields.line('name', 128);
  // An unknown partner opens no transaction.
  const { result: known } = await reader.read((connection) => readPartners(connection, [id]));
  if (known.length === 0) throw unknown('partner', id);
  const connection = await openConnection();
  try {
    const change = (partner: Partner): Partner => ({
      ...withTerms(partner, readContractTerms(fields, partner)),
      name: name ?? partner.name,
      changedAt: clock.now(),
    });
    const received = (partner: Partner) => readReceived(connection, partner, clock.now());
    const changed = await inTransaction(connection, () =>
      changePartner(connection, id, change, received),
    );
    if (!changed) throw unknown('partner', id);
    return changed;
  } finally {
    await connection.close();
  }
}
