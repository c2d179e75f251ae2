/** A virtual authenticator, as Chromium has it for tests of passkeys. */
import type { Page } from 'playwright-core';

/** A phone whose person shows the finger whenever it is asked for, unless told otherwise. */
export async function authenticator(page: Page) {
  const debug = await page.context().newCDPSession(page);
  await debug.send('WebAuthn.enable');
  const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (isUserVerified: boolean) =>
      debug.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

export type Finger = Awaited<ReturnType<typeof authenticator>>;
