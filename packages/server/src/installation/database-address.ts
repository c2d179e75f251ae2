/** How messages name a database: by the variable it came from and its address, never its password. */
import { UsageError } from '@sampan/cli';

/** `DATABASE_URL (postgres://sampan@db.internal/sampan)` */
export const namedAddress = (variable: string, url: string): string =>
  `${variable} (${withoutPassword(url)})`;

function withoutPassword(url: string): string {
  const address = new URL(url);
  address.password = '';
  address.searchParams.delete('password');
  return address.href;
}

/** The value of a variable that names a database; the message does not repeat what may be a password. */
export function readDatabaseUrl(variable: string, url: string | undefined): string | undefined {
  if (!url) return undefined;
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return url;
  throw new UsageError(
    `${variable} needs an address such as postgres://user:password@host/database`,
  );
}
