/** What a server takes, and for how long it waits. Times are milliseconds. */
export interface SftpLimits {
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** From the connection to the log-in. */
  readonly logInMs: number;
  /** Between two requests, and for a client to take what it has asked for. */
  readonly idleMs: number;
  /** Passwords and signatures that are wrong, on one connection. */
  readonly failedLogInsMax: number;
  /** Log-in requests of any kind, on one connection: an agent may offer some keys first. */
  readonly logInRequestsMax: number;
  readonly sessionsPerConnectionMax: number;
  /** How long clients have to close when the server stops. */
  readonly farewellMs: number;
}

export const usualLimits: SftpLimits = {
  connectionsMax: 200,
  connectionsPerAddressMax: 20,
  logInMs: 30_000,
  idleMs: 600_000,
  failedLogInsMax: 6,
  logInRequestsMax: 20,
  sessionsPerConnectionMax: 4,
  farewellMs: 2_000,
};
