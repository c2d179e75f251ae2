/** One exchange of the demo: who asked whom, and the answer. */

type Texts = Readonly<Record<string, string>>;

export type Exchange =
  | GatewayExchange
  | WalletExchange
  | NotificationExchange
  | VerifyExchange
  | RateFileExchange;

interface Asked {
  readonly method: 'POST';
  readonly url: string;
  readonly parameters: Texts;
}

interface Common {
  readonly title: string;
  /** Everything went as expected; a refusal can be the expected result. */
  readonly succeeded: boolean;
}

/** The partner calls the gateway. */
export interface GatewayExchange extends Common {
  readonly kind: 'gateway';
  readonly request: Asked;
  readonly reply: {
    readonly status: number;
    readonly contentType: string;
    readonly xml: string;
    readonly fields: Texts;
    readonly signatureValid: boolean;
  };
}

/** A buyer scans, through the operations port. */
export interface WalletExchange extends Common {
  readonly kind: 'wallet';
  readonly wallet: string;
  readonly request: Asked;
  readonly reply: { readonly fields: Texts };
}

/** The system notifies the partner. */
export interface NotificationExchange extends Common {
  readonly kind: 'notification';
  readonly request: Asked & { readonly signatureValid: boolean };
  readonly reply: PlainReply;
}

/** The partner asks whether a notification is genuine. */
export interface VerifyExchange extends Common {
  readonly kind: 'notify-verify';
  readonly request: Asked;
  readonly reply: PlainReply;
}

/** The partner fetches the rates of the day. */
export interface RateFileExchange extends Common {
  readonly kind: 'rate-file';
  readonly request: Asked;
  readonly reply: PlainReply;
}

export interface PlainReply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}
