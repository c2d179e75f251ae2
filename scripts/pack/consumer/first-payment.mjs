/** A merchant's test: starts the gateway of the installed server, pays, and says what came of it. */
import { createPartner } from '@sampan/sdk';
import { startGateway } from '@sampan/sdk/testing';

const gateway = await startGateway();
try {
  const partner = createPartner({ ...(await gateway.partner()), retry: { tries: 1 } });
  const wallet = await gateway.wallet({ balance: '100.00' });
  const shop = { store_id: 'A101', store_name: 'Central' };
  const terms = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Flat white', shop };
  const sale = await partner.collect(terms, await wallet.code());
  console.log(JSON.stringify([sale.outcome, await wallet.balance()]));
  partner.close();
} finally {
  await gateway.stop();
}
