import type { Instant } from '@sampan/primitives';

/** A reply, always with HTTP status 200 (09 §2). */
export interface GatewayReply {
  readonly contentType: string;
  readonly body: Buffer;
  /** The id of the exchange, if a response header shows it. */
  readonly exchange?: string;
  /** The time of this gateway, if a response header shows it: that of a sandbox is moved. */
  readonly at?: Instant;
  /** The connection is cut after so many bytes of the body. */
  readonly cutAt?: number;
}
