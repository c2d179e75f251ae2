/** The operations API calls of the demo; the command line's client implements them. */

/** A reply of the API: a JSON object. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Operations {
  get(path: string): Promise<Answer>;
  post(path: string, body?: Answer): Promise<Answer>;
  /** With an `Idempotency-Key`, for requests that move money. */
  postOnce(path: string, body?: Answer): Promise<Answer>;
  download(path: string): Promise<{ readonly chunks: AsyncIterable<Buffer> }>;
}

/** The refusal code of a rejected call; undefined for other errors. */
export function refusalIn(error: unknown): { code: string; message: string } | undefined {
  if (!(error instanceof Error) || error.name !== 'Refused') return undefined;
  const { code } = error as Error & { readonly code?: unknown };
  return typeof code === 'string' ? { code, message: error.message } : undefined;
}

/** A list of objects in a reply. */
export function list(answer: Answer, name: string): readonly Answer[] {
  const value = answer[name];
  return Array.isArray(value) ? (value as readonly Answer[]) : [];
}
