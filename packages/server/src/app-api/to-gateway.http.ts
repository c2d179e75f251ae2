import { seconds, type Timers } from '@sampan/primitives';
import { decodedText, type Resent } from '#exchanges';
import { conflict } from './problem.ts';

/** A scenario may delay an answer. */
const answerWithin = seconds(60);

/** Posts to the gateway, over HTTP as a partner does. */
export async function sendToGateway(
  address: string,
  { method, query, contentType, body }: Resent,
  timers: Timers,
) {
  const stop = new AbortController();
  const late = timers.sleep(answerWithin).then(() => stop.abort());
  void late;
  const response = await fetch(query === '' ? address : `${address}?${query}`, {
    method,
    signal: stop.signal,
    ...(body !== undefined && { body }),
    ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
  }).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error);
    throw conflict('no-answer', `The gateway cut the connection or did not answer: ${said}`);
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? undefined;
  return {
    id: response.headers.get('sampan-exchange') ?? '',
    ...(type !== undefined && { contentType: type }),
    text: decodedText(bytes, type),
  };
}
