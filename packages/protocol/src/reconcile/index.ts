/** Compares a partner's own book with a transaction or settlement file. */
export { type Break, breakKinds, breaksAsCsv, breakView, type Side, typeOf } from './breaks.ts';
export { type ReconcileProblem, type Reconciliation, reconcile } from './reconcile.ts';
