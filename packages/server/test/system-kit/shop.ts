/** A partner and its customers, made over the operations port. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface Partner {
  readonly partnerId: string;
  readonly md5Key: string;
}

export async function createPartner(admin: string): Promise<Partner> {
  const { id, md5Key } = await post(`${admin}/admin/partners`, { contract: 'hk' });
  return { partnerId: String(id), md5Key: String(md5Key) };
}

/** Wallets of Hong Kong; `balance` is decimal text. */
export async function createWallets(
  admin: string,
  count: number,
  balance: string,
): Promise<readonly string[]> {
  const body = { inst: 'ALIPAYHK', balance };
  const made = Array.from({ length: count }, () => post(`${admin}/admin/wallets`, body));
  return (await Promise.all(made)).map(({ walletId }) => String(walletId));
}

/** One code for each wallet named, valid for the day: no test hurries to be in time. */
export async function showCodes(
  ownerUrl: string,
  wallets: readonly string[],
): Promise<readonly string[]> {
  const prefix = BigInt(`0x${randomBytes(4).toString('hex')}`) % 1_000_000_000n;
  const codes = wallets.map(
    (_, index) => `29${String(prefix).padStart(9, '0')}${String(index).padStart(7, '0')}`,
  );
  await sql(
    ownerUrl,
    `insert into payment_codes (code, wallet_id, issued_at, expires_at)
      select code, wallet_id, current_timestamp, current_timestamp + interval '1 day'
      from unnest($1::text[], $2::text[]) as shown (code, wallet_id)`,
    [codes, wallets],
  );
  return codes;
}

/** Runs one statement on a connection of its own. */
export async function sql(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  return answer;
}

/** `12.50` from 1250 */
export const decimal = (cents: number): string => (cents / 100).toFixed(2);
