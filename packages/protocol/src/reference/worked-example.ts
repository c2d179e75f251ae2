/** A request with its signing string and its reply: real bytes, signed with a published test key. */
import { secret } from '@sampan/primitives';
import { canonicalString } from '../canonical.ts';
import { signRequest } from '../client/sign-request.ts';
import { renderReply } from '../envelope.ts';
import { type Contract, type Field, presenceIn } from '../fields.ts';
import type { Parameter } from '../form.ts';
import { dashed } from '../kinds/index.ts';
import { renderNotification, signNotification } from '../notification.ts';
import { notificationFields } from '../notification-fields.ts';
import { type ServiceName, serviceOf } from '../services/index.ts';
import type { SigningKeys } from '../signature.ts';
import { examplePartner } from './common-fields.ts';
import { rateFileExample } from './files.ts';
import { serviceTexts } from './texts/services.ts';

/** The key of the published vectors. It is public and opens nothing. */
export const exampleKey = '10000000000000000000000000000000';

const keys: SigningKeys = { md5Key: secret(exampleKey) };
const signing = { signType: 'MD5', charset: 'UTF-8', keys } as const;

export interface WorkedExample {
  readonly contract: Contract;
  /** The parameters in the order of sending, with the signature. */
  readonly parameters: readonly Parameter[];
  /** What is signed; the key follows it directly. */
  readonly signingString: string;
  readonly sign: string;
  /** After the `?` of the gateway's address. */
  readonly query: string;
  readonly body: string;
  readonly reply: string;
}

/** The worked request of a service. */
export async function workedExample(name: ServiceName): Promise<WorkedExample> {
  const { requestFields } = serviceOf(name);
  const { contracts, shown = [] } = serviceTexts[name];
  const contract = contracts?.[0] ?? 'hk';
  const chosen = Object.entries<Field>(requestFields).flatMap(([field, declared]): Parameter[] => {
    const isShown =
      presenceIn(declared, contract) === 'required' || shown.some((one) => one === field);
    return isShown ? [[field, exampleOf(field, declared, contract)]] : [];
  });
  const sent: readonly Parameter[] = [['service', name], ['partner', examplePartner], ...chosen];
  const { parameters, query, body } = await signRequest(sent, signing);
  const signingString = canonicalString(parameters);
  const sign = new Map(parameters).get('sign') ?? '';
  const reply = await workedReply(name, contract, new Map(parameters));
  return { contract, parameters, signingString, sign, query, body, reply };
}

/** The field's example, or an object of its members' examples. */
function exampleOf(name: string, { is, example }: Field, contract: Contract): string {
  if (name === 'alipay_seller_id') return examplePartner;
  if (example !== undefined) return example;
  const members = Object.entries<Field>(is.members ?? {}).filter(
    ([, member]) => presenceIn(member, contract) === 'required' || member.example !== undefined,
  );
  if (members.length === 0) throw new Error(`${name} has no example`);
  return `{${members.map(([member, field]) => jsonMember(member, field, contract)).join()}}`;
}

function jsonMember(name: string, field: Field, contract: Contract): string {
  const value = exampleOf(name, field, contract);
  return `${JSON.stringify(name)}:${field.is.json ? value : JSON.stringify(value)}`;
}

/** The reply of a success. */
async function workedReply(
  name: ServiceName,
  contract: Contract,
  asked: ReadonlyMap<string, string>,
): Promise<string> {
  const { node, replyFields } = serviceOf(name);
  if (node === 'plain') return name === 'notify_verify' ? 'true' : rateFileExample();
  const fields = Object.entries<Field>(replyFields).flatMap(([field, declared]): Parameter[] => {
    if (presenceIn(declared, contract) === 'absent' || isOfRefusal(field)) return [];
    const value = asked.get(field) ?? declared.example ?? others[field];
    return value === undefined ? [] : [[field, value]];
  });
  const bytes = await renderReply({ parameters: asked, node, fields, ...signing });
  return bytes.toString();
}

const isOfRefusal = (field: string): boolean =>
  /^(?:error|detail_error_|refund_error_)/.test(field);

const tradeId = '2020120722001401700000000001';
const others: Readonly<Record<string, string>> = {
  alipay_trans_id: tradeId,
  trade_no: tradeId,
  out_trade_no: '2010121000000002',
  alipay_buyer_user_id: '2088100000000001',
  buyer_user_id: '2088100000000001',
  partner: examplePartner,
};

export interface WorkedNotification {
  readonly contentType: string;
  readonly body: string;
  readonly signingString: string;
  readonly sign: string;
}

/** A notification of a payment. */
export async function workedNotification(): Promise<WorkedNotification> {
  const fields: readonly Parameter[] = [
    ['notify_type', 'trade_status_sync'],
    ['notify_id', notificationFields.notify_id.example],
    ['notify_action_type', 'payByAccountAction'],
    ['out_trade_no', notificationFields.out_trade_no.example],
    ['subject', 'Two flat whites'],
    ['trade_no', notificationFields.trade_no.example],
    ['trade_status', 'TRADE_SUCCESS'],
    ['gmt_payment', '2013-11-27 15:45:57'],
    ['seller_id', examplePartner],
    ['total_fee', '30.00'],
    ['payment_inst', 'ALIPAYHK'],
  ];
  const sentAt = dashed.read(notificationFields.notify_time.example, none);
  if (!sentAt.ok) throw new Error('the example is no time');
  const parameters = await signNotification(fields, sentAt.value, signing);
  const signingString = canonicalString(parameters);
  const sign = new Map(parameters).get('sign') ?? '';
  return { ...renderNotification(parameters, 'UTF-8'), signingString, sign };
}

const none = { contract: 'hk', textOf: () => undefined } as const;
