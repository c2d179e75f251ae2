/** A merchant's side of the gateway. */
export { type Currency, formatAmount, type Money, parseAmount } from '@sampan/primitives';
export type { Charset, Contract, ErrorClass, ServiceName } from '@sampan/protocol';
export type { Call, CallOptions, ReplyFields, RequestFields, Timeouts } from './call.ts';
export { type Environment, environments } from './environments.ts';
export type { NamedServices } from './named-services.ts';
export type { NotificationSource } from './notification/body.ts';
export type { FastifyLike, NotificationHandler, OnNotification } from './notification/handler.ts';
export type {
  NotificationError,
  NotificationFields,
  VerifiedNotification,
  VerifyNotification,
  VerifyOptions,
} from './notification/verify.ts';
export { createPartner, type Partner, type PartnerOptions } from './partner.ts';
export type { Sign } from './partner-account.ts';
export { ownerOfCode } from './payment-code.ts';
export type { RefundOutcome, RefundTerms } from './refund/refunds.ts';
export type {
  Attempt,
  CallResult,
  CauseKind,
  GatewayRefusal,
  OwnRefusal,
  UnknownCause,
} from './result.ts';
export type { RetryPolicy } from './retry.ts';
export type { NextStep, SaleOutcome } from './sale/outcome.ts';
export type { OrderCode } from './sale/run.ts';
export type { CancelReason, NotPaidReason, SaleCall, TrailEntry } from './sale/sale.ts';
export type { ChargeTerms, CollectTerms, SaleTerms } from './sale/sales.ts';
export type { SaleSettings } from './sale/step.ts';
export {
  type FileStore,
  type FileStoreOptions,
  fileStore,
  readFileStore,
} from './store/file-store.ts';
export { memoryStore, type Store, type StoreReader } from './store/store.ts';
export type { AlarmEvent, CallEvent, Hooks, NotificationEvent, StateEvent } from './telemetry.ts';
export type { Time } from './time.ts';
export { httpTransport } from './transport.http.ts';
export type { Delivery, OutgoingRequest, Transport } from './transport.ts';
