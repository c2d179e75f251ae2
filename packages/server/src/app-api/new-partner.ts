import {
  type Currency,
  type Instant,
  isCurrency,
  isPartnerId,
  type PartnerId,
  type Random,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import { type Connection, failureOf, inTransaction } from '#database';
import {
  insertPartner,
  insertPartnerKeys,
  type KnownPartner,
  type NewPartner,
  newPartner,
  newPartnerKeys,
  type PlatformKeys,
  readPartners,
} from '#partner';
import { type BankAccount, putPartnerAccount } from '#payout';
import { changeSftpUser } from '#sftp';
import { readOptionalBankAccount } from './bank-account-fields.ts';
import { readContractTerms, termNames } from './contract-terms.ts';
import type { Access, OperationsDependencies } from './dependencies.ts';
import { definedOnly, Fields } from './fields.ts';
import { asMd5Key, asPublicKey, md5KeyRule, publicKeyRule } from './key-fields.ts';
import { conflict, invalid } from './problem.ts';
import { type GivenLogIn, isGiven, readLogIn, sftpChange } from './sftp-log-in.ts';

const own = ['contract', 'id', 'name', 'currency', 'md5Key', 'publicKey'] as const;
const ofSftp = ['sftpPassword', 'sftpKeys', 'sftpAllow'] as const;
const ofPayout = ['payoutHolder', 'payoutAccount', 'payoutBank'] as const;
const names = [...own, ...ofSftp, ...ofPayout, ...termNames] as const;
const logInNames = { password: 'sftpPassword', keys: 'sftpKeys', addresses: 'sftpAllow' } as const;

const payoutNames = {
  holder: 'payoutHolder',
  account: 'payoutAccount',
  bank: 'payoutBank',
} as const;

const contracts: readonly Contract[] = ['hk', 'global'];

/** A new partner, how it logs in to fetch its files, and where it is paid out to. */
export interface WholeNewPartner {
  readonly partner: NewPartner;
  readonly logIn?: GivenLogIn;
  readonly payout?: BankAccount | undefined;
}

/** What an operator says of a new partner. */
export function readNewPartner(
  body: unknown,
  access: Access,
  ours: Pick<PlatformKeys, 'publicKey'>,
): WholeNewPartner {
  const fields = new Fields(body, names);
  const contract = fields.choice('contract', contracts);
  if (!contract) throw invalid('contract', 'hk or global');
  const currency = fields.read('currency', 'a settlement currency such as HKD', asCurrency);
  if (contract === 'hk' && currency !== undefined && currency !== 'HKD') {
    throw invalid('currency', 'HKD under the contract hk');
  }
  const optional = definedOnly({
    id: fields.read('id', '16 digits that begin with 2088', asPartnerId),
    name: fields.line('name', 128),
    currency,
    md5Key: fields.read('md5Key', md5KeyRule, asMd5Key),
    publicKey: fields.read('publicKey', publicKeyRule, asPublicKey(ours.publicKey)),
  });
  const terms = readContractTerms(fields, { contract, currency: currency ?? 'HKD' });
  // Wherever money is real, replayed requests and late cancels are refused by default.
  const isReal = access.kind !== 'sandbox';
  const timestampExpires = terms.timestampExpires ?? isReal;
  const restrictsCancel = terms.restrictsCancel ?? isReal;
  return {
    partner: { contract, ...optional, ...terms, timestampExpires, restrictsCancel },
    logIn: readLogIn(fields, logInNames),
    payout: readOptionalBankAccount(fields, payoutNames, optional.name),
  };
}

type Stores = Pick<OperationsDependencies, 'reader' | 'openConnection' | 'secrets'> & {
  readonly random: Random;
};

/** Stores a new partner; its id must be free. */
export async function createPartner(
  { reader, openConnection, random, secrets }: Stores,
  wanted: WholeNewPartner,
): Promise<KnownPartner> {
  const { id } = wanted.partner;
  const { result: known, now } = await reader.read((connection) =>
    readPartners(connection, id ? [id] : []),
  );
  if (known.length > 0) throw taken(id);
  const connection = await openConnection();
  try {
    return await storePartner(connection, wanted, { now, random, secrets });
  } finally {
    await connection.close();
  }
}

export interface StoringParts extends Pick<Stores, 'random' | 'secrets'> {
  readonly now: Instant;
}

/** The same over a connection that the caller has. */
export async function storePartner(
  connection: Connection,
  { partner: given, logIn = {}, payout }: WholeNewPartner,
  { now, random, secrets }: StoringParts,
): Promise<KnownPartner> {
  const partner = newPartner(given, now, random);
  const keys = newPartnerKeys(given, now, random);
  const sftp = await sftpChange(logIn, random);
  try {
    await inTransaction(connection, async () => {
      await insertPartner(connection, partner);
      await insertPartnerKeys(connection, partner.id, keys, secrets);
      if (isGiven(logIn)) await changeSftpUser(connection, partner.id, sftp, now);
      if (payout) await putPartnerAccount(connection, partner.id, payout, now);
    });
  } catch (error) {
    if (failureOf(error) === 'conflict') throw taken(given.id);
    throw error;
  }
  return { partner, keys };
}

const taken = (id: PartnerId | undefined) =>
  conflict('partner-exists', `There is a partner ${id} already`, 'id');

/** MOP and TWD only price, they do not settle (15 §2). */
const asCurrency = (text: string): Currency | undefined =>
  isCurrency(text) && text !== 'MOP' && text !== 'TWD' ? text : undefined;

const asPartnerId = (text: string) => (isPartnerId(text) ? text : undefined);
