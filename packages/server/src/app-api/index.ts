/** JSON over HTTP for our own programs: the operations API. */
export type { Access, OperationsDependencies } from './dependencies.ts';
export { createPartner } from './new-partner.ts';
export { openWallet } from './new-wallet.ts';
export { createOperations } from './operations.http.ts';
