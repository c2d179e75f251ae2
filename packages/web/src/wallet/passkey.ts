/** Passkeys of this device; the library behind them is loaded when one is wanted. */
import type { BuyerApi, PasskeyAssertion, Reply } from '@sampan/api';
import { ask } from './api/client.ts';
import { brand } from './brand.ts';

type Challenge = Pick<Reply<BuyerApi['POST /passkey-challenges/pay']>, 'challenge' | 'rpId'>;

/** The person, or the device, did not go through with it. */
export class PasskeyNotUsed extends Error {
  override readonly name = 'PasskeyNotUsed';
  /** The device has a passkey of this wallet already. */
  readonly isKnown: boolean;

  constructor(cause: unknown) {
    super('no passkey', { cause });
    this.isKnown = cause instanceof Error && cause.name === 'InvalidStateError';
  }
}

/** Whether this browser, at this address, can have passkeys. Addresses of digits have none. */
export async function canUsePasskeys(): Promise<boolean> {
  const isName = !/^[\d.]+$|^\[/.test(location.hostname);
  if (!isName || !window.isSecureContext || !('PublicKeyCredential' in window)) return false;
  if (typeof PublicKeyCredential.getClientCapabilities !== 'function') {
    return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  }
  const can = await PublicKeyCredential.getClientCapabilities();
  return can['passkeyPlatformAuthenticator'] === true || can['hybridTransport'] === true;
}

/** Makes a passkey of this device for the wallet. */
export async function addPasskey(pin: string) {
  const asked = await ask('POST /passkey-challenges/add', { body: { pin } });
  const { startRegistration } = await import('@simplewebauthn/browser');
  const made = await startRegistration({
    optionsJSON: {
      challenge: asked.challenge,
      rp: { id: asked.rpId, name: `${brand.name} ${brand.han}` },
      user: { id: asked.userId, name: asked.userName, displayName: asked.userName },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.map((id) => ({ type: 'public-key', id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    },
  }).catch(notUsed);
  const { passkeys } = await ask('POST /passkeys', {
    body: {
      passkeyId: made.id,
      clientData: made.response.clientDataJSON,
      attestation: made.response.attestationObject,
    },
  });
  return passkeys;
}

/** Begins a session with a passkey that the person chooses. */
export async function signInByPasskey() {
  const asked = await ask('POST /passkey-challenges/sign-in');
  return ask('POST /sign-in/passkey', { body: await sign(asked) });
}

/** What confirms a trade instead of the PIN. */
export async function passkeyToPay(tradeId: string): Promise<PasskeyAssertion> {
  const asked = await ask('POST /passkey-challenges/pay', { body: { tradeId } });
  return sign(asked, asked.known);
}

async function sign(
  { challenge, rpId }: Challenge,
  known: readonly string[] = [],
): Promise<PasskeyAssertion> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge,
      rpId,
      userVerification: 'required',
      allowCredentials: known.map((each) => ({ type: 'public-key', id: each })),
    },
  }).catch(notUsed);
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    passkeyId: id,
    clientData: clientDataJSON,
    authenticatorData,
    signature,
    ...(userHandle && { userHandle }),
  };
}

function notUsed(cause: unknown): never {
  throw new PasskeyNotUsed(cause);
}
