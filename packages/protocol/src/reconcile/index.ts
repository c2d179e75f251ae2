/** Compares a partner's own book with a transaction or settlement file. */
export {
  type Break,
  type BreakKind,
  breakKinds,
  breaksAsCsv,
  breakView,
  differenceOf,
  type Side,
  typeOf,
} from './breaks.ts';
export { csvReader } from './csv.ts';
export { type OwnColumn, type OwnColumnNames, ownColumns } from './own-book.ts';
export { type ReconcileProblem, type Reconciliation, reconcile } from './reconcile.ts';
