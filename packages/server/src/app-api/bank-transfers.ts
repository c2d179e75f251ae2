import type { BankTransferView } from '@sampan/api';
import { formatAmount, offsetTime, required, type TradeId } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import type { BusinessClock, Writer } from '#database';
import { acceptTransfer, type BankTransfer, readTransfer, settleTransfer } from '#wallet';
import { definedOnly } from './fields.ts';

interface World {
  readonly acquiring: Acquiring;
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: BusinessClock;
}

/**
 * Books a transfer under its own id, so that it is booked once however often it is settled: by two operators at
 * once, or again after a crash. A top-up that the operator settles reaches a frozen wallet too. Undefined when there is none; one that was refused stays refused.
 */
export async function bookTransfer(
  { acquiring, writer, clock }: World,
  id: TradeId,
  { byBuyer = false }: { readonly byBuyer?: boolean } = {},
): Promise<BankTransfer | undefined> {
  const { result: accepted } = await writer.write((connection) => acceptTransfer(connection, id));
  if (accepted) {
    const { walletId, amount, kind } = accepted;
    const command = { walletId, amount, entryId: id };
    const booked = await (kind === 'top-up'
      ? acquiring.topUp({ ...command, byBuyer })
      : acquiring.withdraw(command));
    await writer.write((connection) =>
      settleTransfer(connection, id, {
        from: 'accepted',
        now: clock.now(),
        ...(booked.outcome === 'done'
          ? { to: 'done' as const }
          : { to: 'refused' as const, reason: booked.refusal }),
      }),
    );
  }
  const { result } = await writer.write((connection) => readTransfer(connection, id));
  return result;
}

/** Why a wallet did not pay a withdrawal out. */
export const describeTransferRefusal: Readonly<Record<string, string>> = {
  'wallet-frozen': 'The wallet is frozen',
  'balance-not-enough': 'The balance is not enough',
};

export const transferView = (transfer: BankTransfer): BankTransferView => ({
  transferId: transfer.id,
  kind: transfer.kind,
  amount: formatAmount(transfer.amount),
  currency: transfer.amount.currency,
  state: transfer.state === 'accepted' ? 'requested' : transfer.state,
  requestedAt: offsetTime(transfer.requestedAt),
  ...definedOnly({
    reason: transfer.reason,
    settledAt: transfer.settledAt && offsetTime(transfer.settledAt),
  }),
});

export const stored = (transfer: BankTransfer | undefined): BankTransfer =>
  required(transfer, 'a transfer is never deleted');
