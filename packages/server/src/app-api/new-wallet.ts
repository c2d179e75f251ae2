import {
  type Currency,
  isPaymentInst,
  type Money,
  type PaymentInst,
  paymentInsts,
  type Secret,
  type WalletId,
} from '@sampan/primitives';
import { currencyOf, type NewWallet, newWallet, parsePin, setPin, type Wallet } from '#wallet';
import type { OperationsDependencies } from './dependencies.ts';
import { definedOnly, Fields } from './fields.ts';
import { freshCommand, type OwnCommand } from './once.http.ts';
import { conflict, Problem } from './problem.ts';

const limitNames = ['passwordFreeLimit', 'paymentLimit', 'dayLimit', 'monthLimit'] as const;
const names = ['inst', 'balance', 'phone', 'pin', ...limitNames] as const;

/** A new wallet, and its buyer's PIN; without a PIN there is no sign-in. */
export interface WalletWanted extends NewWallet {
  readonly pin?: Secret<string>;
}

/** What an operator says of a new wallet. */
export function readNewWallet(body: unknown): WalletWanted {
  const fields = new Fields(body, names);
  const inst = fields.require('inst', paymentInsts.join(' or '), asInst);
  const currency = currencyOf(inst);
  const phone = 'a phone number such as 852-98765432';
  const optional = definedOnly({
    balance: fields.amount('balance', currency),
    loginId: fields.read('phone', phone, (text) => asLogin(text, inst)),
    pin: fields.read('pin', 'six digits', parsePin),
  });
  return { inst, ...optional, ...definedLimits(fields, currency) };
}

/** The limits that a new wallet has; `none` is the default. */
function definedLimits(fields: Fields<(typeof limitNames)[number]>, currency: Currency) {
  const given = (limit: Money | 'none' | undefined) => (limit === 'none' ? undefined : limit);
  return definedOnly({
    passwordFreeLimit: given(fields.amountOrNone('passwordFreeLimit', currency)),
    paymentLimit: given(fields.limit('paymentLimit', currency)),
    dayLimit: given(fields.limit('dayLimit', currency)),
    monthLimit: given(fields.limit('monthLimit', currency)),
  });
}

type Opens = Pick<OperationsDependencies, 'acquiring' | 'clock' | 'ids' | 'random' | 'writer'>;

/** Opens a wallet; its balance is booked as money that was paid in. */
export async function openWallet(
  world: Opens,
  { pin, ...given }: WalletWanted,
  command: OwnCommand = freshCommand(world),
): Promise<Wallet> {
  const { writer, clock, random } = world;
  const wallet = await openFreeWallet(world, given, command);
  if (pin) {
    await writer.write((connection) => setPin(connection, wallet.id, pin, clock.now(), random));
  }
  return wallet;
}

const drawsMax = 5;

async function openFreeWallet(
  { acquiring, random }: Opens,
  given: NewWallet,
  { id: entryId, choose }: OwnCommand,
): Promise<Wallet> {
  let chosen: string | undefined;
  for (let draws = 1; ; draws += 1) {
    const drawn = newWallet(given, random);
    // A repeat finds the wallet that the first try has opened, by the id that it drew.
    chosen = await choose(() => `${drawn.id} ${drawn.loginId}`, chosen);
    const [id = '', loginId = ''] = chosen.split(' ');
    const wallet = { ...drawn, id: id as WalletId, loginId };
    const opened = await acquiring.openWallet({ wallet, entryId });
    // A generated id or phone number may be taken already.
    if (opened.outcome === 'opened' && opened.wallet.loginId === wallet.loginId) {
      return opened.wallet;
    }
    if (given.loginId !== undefined) {
      throw conflict('phone-taken', `The number ${given.loginId} has a wallet already`, 'phone');
    }
    if (draws === drawsMax) throw new Problem(503, 'no-free-number', 'No free number was found');
  }
}

const asInst = (text: string): PaymentInst | undefined => (isPaymentInst(text) ? text : undefined);

/**
 * A Hong Kong number is kept with its country code and a dash, as the documents write it, a mainland
 * number without. Shorter than the ids of wallets, so that a wallet is found by either.
 */
function asLogin(text: string, inst: PaymentInst): string | undefined {
  const number = text.replace(/^\+/, '').replaceAll(' ', '');
  if (!/^([0-9]{1,4}-[0-9]{6,11}|[0-9]{6,15})$/.test(number)) return undefined;
  if (inst === 'ALIPAYCN') return number.replace(/^86-?(?=1[0-9]{10}$)/, '');
  if (/^[0-9]{8}$/.test(number)) return `852-${number}`;
  return number.replace(/^852(?=[0-9]{8}$)/, '852-');
}
