/** How a route of the till's API is served. */
import type { ObjectName, Received, Reply } from '@sampan/api';
import type { TillApi } from '../api/index.ts';
import type { Session } from '../cashier/session.ts';
import { refuseUnless } from '../refusal.ts';

/** Who asks. */
export interface Caller {
  /** The browser; made when it comes for the first time. */
  readonly device: string;
  readonly session: Session | undefined;
  /** The device whose display asks. */
  readonly displayOf: string | undefined;
  /** Kept by the browser, unseen by scripts; undefined ends it. */
  setCookie(name: CookieName, value: string | undefined): void;
}

export type CookieName = 'till-session' | 'till-display' | 'till-device';

export type Call<Name extends keyof TillApi> = Received<TillApi[Name]> & {
  readonly caller: Caller;
};

export type Handlers = {
  readonly [Name in ObjectName<TillApi>]: (
    call: Call<Name>,
  ) => Reply<TillApi[Name]> | Promise<Reply<TillApi[Name]>>;
};

export function signedIn({ session }: Caller): Session {
  refuseUnless(session, 'not-signed-in', 'Sign in first');
  return session;
}
