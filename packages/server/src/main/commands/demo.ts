import type { Input } from '../parse.ts';

export async function run(_input: Input): Promise<number | undefined> {
  throw new Error('not yet');
}
