/** What was approved is given back as if one person had asked for it; the failure is a code of the API. */
import { required } from '@sampan/primitives';
import { readTrade } from '#acquiring';
import type { Reader } from '#database';
import { readPartners } from '#partner';
import type { Approval, CarriedOut } from '#staff';
import { Problem } from '../problem.ts';
import { type ReturnWorld, returnMoney } from './return-money.ts';

/** Carried out again, it gives nothing back twice. */
export const carryOutWith =
  (world: ReturnWorld & { readonly reader: Pick<Reader, 'read'> }) =>
  async ({ kind, tradeId, partnerId, ...approval }: Approval): Promise<CarriedOut> => {
    const { amount, why, commandId: id } = approval;
    const { result } = await world.reader.read(async (connection) => ({
      trade: required(await readTrade(connection, tradeId), 'a trade stays'),
      partner: required((await readPartners(connection, [partnerId]))[0], 'a partner stays'),
    }));
    const given = kind === 'cancel' ? { kind, id } : { kind, amount, why, id };
    try {
      await returnMoney(world, result.partner, result.trade, given);
      return { outcome: 'done' };
    } catch (error) {
      if (error instanceof Problem) return { outcome: 'failed', code: error.code };
      throw error;
    }
  };
