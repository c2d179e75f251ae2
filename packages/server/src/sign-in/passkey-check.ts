/**
 * Checks what devices answer, by the rules of WebAuthn. The library is loaded with the first passkey: a server
 * without any starts faster.
 */

/** Where the page is that asks for a passkey. */
export interface PasskeyPlace {
  /** `https://pay.example` */
  readonly origin: string;
  /** `pay.example` */
  readonly rpId: string;
}

/** A device's answer that makes a passkey, base64url. */
export interface Attested {
  readonly passkeyId: string;
  readonly clientData: string;
  readonly attestation: string;
}

/** A device's answer that uses one, base64url. */
export interface Asserted {
  readonly passkeyId: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | undefined;
}

export interface KnownKey {
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
}

/** The challenge that an answer claims to be for; undefined when it is not readable. */
export function challengeOf(clientData: string): string | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8'));
    const isObject = typeof read === 'object' && read !== null && 'challenge' in read;
    return isObject && typeof read.challenge === 'string' ? read.challenge : undefined;
  } catch {
    return undefined;
  }
}

/** The new key, if the answer is right. The person must have been verified by the device. */
export async function checkAttested(
  { passkeyId, clientData, attestation }: Attested,
  challenge: string,
  { origin, rpId }: PasskeyPlace,
): Promise<KnownKey | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...publicKey(passkeyId),
        response: { clientDataJSON: clientData, attestationObject: attestation },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
    });
    if (!registrationInfo) return undefined;
    const { id, publicKey: key, counter } = registrationInfo.credential;
    return { id, publicKey: Buffer.from(key).toString('base64url'), counter };
  } catch {
    // The library throws for whatever does not fit; callers learn only that it does not.
    return undefined;
  }
}

/** The key's new count of uses, if the answer is right. */
export async function checkAsserted(
  asserted: Asserted,
  challenge: string,
  { place: { origin, rpId }, key }: { readonly place: PasskeyPlace; readonly key: KnownKey },
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { passkeyId, clientData, authenticatorData, signature } = asserted;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...publicKey(passkeyId),
        response: { clientDataJSON: clientData, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: key.id,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
        counter: key.counter,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

const publicKey = (id: string) => ({
  id,
  rawId: id,
  type: 'public-key' as const,
  clientExtensionResults: {},
});
