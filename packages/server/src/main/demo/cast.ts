/** Who takes part in `sampan demo`: found over the operations port, or made when absent. */
import { parseAmount } from '@sampan/primitives';
import { type Answer, type Operations, Refused } from '../commands/operations-client.ts';
import { demoBalance, demoBuyers, demoPartner, demoPin } from './people.ts';

export interface Cast {
  readonly partnerId: string;
  readonly md5Key: string;
  /** Phone numbers, by which codes are asked for. */
  readonly buyers: readonly string[];
}

export async function findCast(operations: Operations): Promise<Cast> {
  const partner = await orMake(
    () => operations.get(`/admin/partners/${demoPartner.id}`),
    () => operations.post('/admin/partners', { ...demoPartner, contract: 'hk' }),
  );
  const buyers: string[] = [];
  for (const { phone, inst } of demoBuyers) {
    const path = `/admin/wallets/${phone}`;
    const wallet = await orMake(
      () => operations.get(path),
      () => operations.post('/admin/wallets', { inst, phone, pin: demoPin, balance: demoBalance }),
    );
    // However often the demo runs, nobody runs out of money.
    if (isLow(String(wallet['balance']))) {
      await operations.post(`${path}/top-ups`, { amount: demoBalance });
    }
    buyers.push(phone);
  }
  return { partnerId: String(partner['id']), md5Key: String(partner['md5Key']), buyers };
}

async function orMake(find: () => Promise<Answer>, make: () => Promise<Answer>): Promise<Answer> {
  const absent = (error: unknown): boolean =>
    error instanceof Refused && error.code.endsWith('-unknown');
  const taken = (error: unknown): boolean =>
    error instanceof Refused && ['partner-exists', 'phone-taken'].includes(error.code);
  try {
    return await find();
  } catch (error) {
    if (!absent(error)) throw error;
  }
  try {
    return await make();
  } catch (error) {
    // Another demo that runs at the same time was faster.
    if (!taken(error)) throw error;
    return find();
  }
}

const low = 100_00n;

function isLow(balance: string): boolean {
  return (parseAmount(balance, 'HKD')?.minor ?? 0n) < low;
}
