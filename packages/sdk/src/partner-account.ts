import { type Secret, secret } from '@sampan/primitives';
import {
  type Charset,
  type Contract,
  parsePrivateKey,
  parsePublicKey,
  type SigningKeys,
  type SignType,
  type VerifyingKeys,
} from '@sampan/protocol';
import { type Environment, gatewayAddress } from './environments.ts';

/** How requests are signed and replies verified: a shared key, or one's own and the gateway's. */
export type Sign =
  | { readonly type: 'MD5'; readonly key: string }
  | {
      readonly type: 'RSA' | 'RSA2';
      /** One's own private key, PEM or Base64. */
      readonly privateKey: string;
      /** The gateway's public key, PEM or Base64; not one's own. */
      readonly gatewayKey: string;
    };

export interface AccountOptions {
  /** The real gateway, or the address of another one: `http://127.0.0.1:8700/gateway.do`. */
  readonly gateway: Environment | (string & {});
  /** The partner id (PID), 16 digits that begin with 2088. */
  readonly id: string;
  readonly contract: Contract;
  readonly sign: Sign;
  /** UTF-8 unless said otherwise. */
  readonly charset?: Charset;
  /** The receivers of money (`seller_id`) that the contract names beside the partner itself. */
  readonly sellers?: readonly string[];
}

/** Who calls, and how its requests are signed. */
export interface Account {
  readonly gateway: string;
  readonly id: string;
  readonly contract: Contract;
  readonly charset: Charset;
  readonly signType: SignType;
  readonly signingKeys: SigningKeys;
  readonly verifyingKeys: VerifyingKeys;
  readonly sellers: ReadonlySet<string>;
}

/**
 * Reads the options once. A wrong one is a mistake in the program or its settings, so it throws at
 * once, with a sentence that names the option; it never shows a key.
 */
export function accountOf(options: AccountOptions): Account {
  const { id, contract, charset = 'UTF-8', sign } = options;
  if (contract !== 'hk' && contract !== 'global') throw wrong('contract', 'be "hk" or "global"');
  const gateway = gatewayAddress(options.gateway, contract);
  if (!gateway) throw wrong('gateway', 'be "production", "test", or an http(s) address');
  if (!/^[0-9]{16}$/.test(id)) throw wrong('id', 'be the 16 digits of a partner id');
  if (!['UTF-8', 'GBK', 'GB2312'].includes(charset)) {
    throw wrong('charset', 'be UTF-8, GBK or GB2312');
  }
  const sellers = new Set([id, ...(options.sellers ?? [])]);
  return { gateway, id, contract, charset, signType: sign.type, sellers, ...keysOf(sign) };
}

function keysOf(sign: Sign): Pick<Account, 'signingKeys' | 'verifyingKeys'> {
  if (sign.type === 'MD5') {
    const md5Key = keyText(sign.key);
    return { signingKeys: { md5Key }, verifyingKeys: { md5Key } };
  }
  if (sign.type !== 'RSA' && sign.type !== 'RSA2') {
    throw wrong('sign.type', 'be MD5, RSA or RSA2');
  }
  const own = parsePrivateKey(sign.privateKey);
  if (!own.ok) throw wrong('sign.privateKey', `be an RSA private key: ${own.problem}`);
  const gateways = parsePublicKey(sign.gatewayKey);
  if (!gateways.ok) {
    throw wrong('sign.gatewayKey', `be the gateway’s RSA public key: ${gateways.problem}`);
  }
  return {
    signingKeys: { privateKey: own.value },
    verifyingKeys: { publicKey: gateways.value },
  };
}

/** A key with white space around it signs wrongly, and nothing shows why. */
function keyText(key: string): Secret<string> {
  if (typeof key !== 'string' || key === '' || key !== key.trim()) {
    throw wrong('sign.key', 'be the shared key, without white space around it');
  }
  return secret(key);
}

const wrong = (option: string, rule: string): TypeError =>
  new TypeError(`createPartner: ${option} must ${rule}`);
