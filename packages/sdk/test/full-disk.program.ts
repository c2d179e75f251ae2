/** Writes to the file store whose path it is given: what fits, what does not, and what fits again. */
import { fileStore } from '@sampan/sdk';

const path = process.argv[2] ?? '';
const store = await fileStore(path);
const write = (key: string, text: string): Promise<string> =>
  store.write(key, text, true).then(
    () => 'kept',
    (error: NodeJS.ErrnoException) => String(error.code),
  );
const told = [
  await write('before', 'kept'),
  await write('long', 'x'.repeat(20_000)),
  await write('next', 'after'),
];
await store.close();
const again = await fileStore(path);
const texts = await Promise.all(['before', 'next', 'long'].map((key) => again.read(key)));
process.stdout.write(`${told.join(' ')} ${texts.map(String).join()}\n`);
await again.close();
