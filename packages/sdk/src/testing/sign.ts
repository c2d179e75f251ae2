import { dashedTime, instant, secret } from '@sampan/primitives';
import {
  type Charset,
  contentType,
  type ErrorCode,
  type Parameter,
  renderError,
  renderNotification,
  renderReply,
  signParameters,
} from '@sampan/protocol';

export interface SignedBy {
  /** The MD5 key that gateway and partner share. */
  readonly key: string;
  /** UTF-8 unless said otherwise. */
  readonly charset?: Charset;
}

/** A message as HTTP carries it. */
export interface SignedMessage {
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * A reply as the gateway signs it:
 * `signReply({ result_code: 'SUCCESS', partner_trans_id: 'T-1' }, { key })`.
 */
export async function signReply(
  fields: Readonly<Record<string, string>>,
  { key, charset = 'UTF-8' }: SignedBy,
  node: 'alipay' | 'qrcodeinfo' = 'alipay',
): Promise<SignedMessage> {
  const body = await renderReply({
    parameters: new Map<string, string>(),
    node,
    fields: Object.entries(fields),
    charset,
    signType: 'MD5',
    keys: { md5Key: secret(key) },
  });
  return { contentType: contentType(charset), body };
}

/** A refusal of the gateway itself, which has no signature. */
export const refuse = (code: ErrorCode, charset: Charset = 'UTF-8'): SignedMessage => ({
  contentType: contentType(charset),
  body: renderError(code, charset),
});

/**
 * A notification as the gateway sends it. `notify_time`, `notify_type` and `notify_id` are added
 * when they are missing.
 * ```ts
 * const { body, contentType } = await signNotification(
 *   { out_trade_no: 'T-1', trade_status: 'TRADE_SUCCESS', total_fee: '39.25' },
 *   { key },
 * );
 * ```
 */
export async function signNotification(
  fields: Readonly<Record<string, string>>,
  { key, charset = 'UTF-8' }: SignedBy,
  sentAt = Date.UTC(2026, 10, 22, 2),
): Promise<SignedMessage> {
  const usual = {
    notify_time: dashedTime(instant(sentAt)),
    notify_type: 'trade_status_sync',
    notify_id: 'ac05099524730693a8b330c5ecf72da978',
  };
  const unsigned: readonly Parameter[] = Object.entries({ ...usual, ...fields });
  const keys = { md5Key: secret(key) };
  const signed = await signParameters(unsigned, { signType: 'MD5', charset, keys });
  const { body, contentType: type } = renderNotification(signed, charset);
  return { contentType: type, body: Buffer.from(body, 'latin1') };
}
