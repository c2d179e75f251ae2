/** A client process: gets requests, sends them all at once when told to, and hands back the replies. */
import type { Asked } from '../gateway-world.ts';
import { type Account, askUntilKnown, isOpen, openTill, type Reply } from './till.ts';

export type ToClient =
  | { readonly word: 'prepare'; readonly account: Account; readonly requests: readonly Asked[] }
  | { readonly word: 'go' };

export type FromClient =
  | { readonly word: 'prepared' }
  | { readonly word: 'done'; readonly replies: readonly Reply[]; readonly openAtFirst: number }
  | { readonly word: 'failed'; readonly message: string };

let prepared: Extract<ToClient, { word: 'prepare' }> | undefined;

process.on('disconnect', () => process.exit());
process.on('message', (said: ToClient) => {
  if (said.word === 'go') {
    run().then(tell, (error: Error) => tell({ word: 'failed', message: String(error.stack) }));
    return;
  }
  prepared = said;
  tell({ word: 'prepared' });
});

/** All at once; then what is still open is asked again, as a till does. */
async function run(): Promise<FromClient> {
  if (!prepared) throw new Error('nothing was prepared');
  const { account, requests } = prepared;
  const till = openTill(account);
  const first = await Promise.all(requests.map((asked) => till.ask(asked)));
  const replies = await Promise.all(
    first.map((reply, index) =>
      isOpen(reply) ? askUntilKnown(till, requests[index] as Asked) : reply,
    ),
  );
  till.close();
  return { word: 'done', replies, openAtFirst: first.filter(isOpen).length };
}

function tell(word: FromClient): void {
  process.send?.(word);
}
