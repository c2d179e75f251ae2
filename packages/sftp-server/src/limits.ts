/** A server's limits. Times are milliseconds. */
export interface SftpLimits {
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** From connection to authentication. */
  readonly logInMs: number;
  /** Between two requests, and for a client to read its reply. */
  readonly idleMs: number;
  /** Wrong passwords and signatures per connection. */
  readonly failedLogInsMax: number;
  /** Authentication requests of any kind per connection: an agent may offer several keys first. */
  readonly logInRequestsMax: number;
  readonly sessionsPerConnectionMax: number;
  /** How long clients may take to close when the server stops. */
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
