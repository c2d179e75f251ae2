/** Who is signed in on which device. The browser has the token, the till its digest. */
export interface Session {
  /** The digest of the token. */
  readonly id: string;
  /** A browser; it keeps this over sign-outs, and its displays belong to it. */
  readonly device: string;
  readonly cashierId: string;
  readonly signedInAt: number;
  readonly endedAt?: number;
  /** A supervisor has let it look at the history until then. */
  readonly historyUntil?: number;
}

export const historyForMs = 5 * 60_000;

/** Longer than any working day; a forgotten session ends. */
export const sessionMaxMs = 16 * 3_600_000;

export const isLive = ({ endedAt, signedInAt }: Session, now: number): boolean =>
  endedAt === undefined && now < signedInAt + sessionMaxMs;
