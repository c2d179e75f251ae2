/** The partner of all examples: that of the guide's first page, or the one that the environment names. */
import { createPartner, type FileStore, fileStore, type Partner } from '@sampan/sdk';

const {
  GATEWAY = 'http://127.0.0.1:8700/gateway.do',
  PARTNER_ID = '2088000000000001',
  PARTNER_KEY = '0123456789abcdef0123456789abcdef',
} = process.env;

interface OpenPartner {
  readonly partner: Partner;
  readonly store: FileStore;
  close(): Promise<void>;
}

/** `file` is where sales survive a crash. One process at a time may open it. */
export async function openPartner(file = 'sales.log'): Promise<OpenPartner> {
  const store = await fileStore(file);
  const partner = createPartner({
    gateway: GATEWAY,
    id: PARTNER_ID,
    contract: 'hk',
    sign: { type: 'MD5', key: PARTNER_KEY },
    store,
  });
  async function close(): Promise<void> {
    partner.close();
    await store.close();
  }
  return { partner, store, close };
}

/** An id that was not used before; a real till numbers its sales. */
export const freshId = (kind: string): string => `${kind}-${Date.now()}`;
