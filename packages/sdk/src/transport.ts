/** A signed request on its way to the gateway. */
export interface OutgoingRequest {
  /** With the query string. */
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Until the whole reply is here, connecting included. */
  readonly replyMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What came back. A transport never throws: a failure is a value. */
export type Delivery =
  | {
      readonly isAnswered: true;
      readonly status: number;
      readonly contentType: string | undefined;
      /** The header `Date`: the time of the gateway. */
      readonly date?: string | undefined;
      readonly bytes: Uint8Array;
    }
  | {
      readonly isAnswered: false;
      readonly failure: 'not-sent' | 'broken' | 'timed-out' | 'aborted';
      /** Whether the gateway may have received the request. */
      readonly isSent: boolean;
      readonly message: string;
    };

/** Sends one request and waits for its reply: one `send` is at most one request on the wire. */
export interface Transport {
  send(request: OutgoingRequest): Promise<Delivery>;
  /** Closes idle connections. */
  close(): void;
}
