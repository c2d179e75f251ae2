/** Says or shows an account: `partner payout`, `payout source`. */
import type { Input } from '../command.ts';
import { type Answer, findOperations } from '../operations-client.ts';

/** Changes what is at `path` when an option says so; answers it as it is then. */
export async function changeOrShow(
  input: Input,
  path: string,
  show: (get: (path: string) => Promise<Answer>) => Promise<Answer>,
): Promise<Answer> {
  const operations = await findOperations(input);
  const said = input.fields();
  return Object.keys(said).length > 0 ? operations.put(path, said) : show(operations.get);
}
