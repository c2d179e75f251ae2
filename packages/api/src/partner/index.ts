import type { Api } from '../route.ts';
import { approvalRoutes } from './approvals.ts';
import { codeRoutes } from './codes.ts';
import { integrationRoutes } from './integration.ts';
import { memberRoutes } from './members.ts';
import { overviewRoutes } from './overview.ts';
import type { Permission } from './roles.ts';
import { portalSettlementRoutes } from './settlement.ts';
import { signInRoutes } from './sign-in.ts';
import { portalTradeRoutes } from './trades.ts';

/** The partner API: what the portal asks of a server for a partner's staff, below `/portal/api`. */
export const partnerApi = {
  ...signInRoutes,
  ...memberRoutes,
  ...overviewRoutes,
  ...portalTradeRoutes,
  ...approvalRoutes,
  ...codeRoutes,
  ...portalSettlementRoutes,
  ...integrationRoutes,
} as const satisfies Api;

export type PartnerApi = typeof partnerApi;

/**
 * What a caller of each route must be: anyone, a person who is signed in, or one with a permission. What needs a permission
 * also needs a second factor outside a sandbox.
 */
export const partnerAccess: Readonly<
  Record<keyof PartnerApi, 'anyone' | 'signed-in' | Permission>
> = {
  'POST /sign-in': 'anyone',
  'POST /invitation': 'anyone',
  'POST /invitation/accept': 'anyone',
  'POST /sign-out': 'signed-in',
  'GET /session': 'signed-in',
  'GET /sessions': 'signed-in',
  'DELETE /sessions/:id': 'signed-in',
  'DELETE /sessions': 'signed-in',
  'POST /password': 'signed-in',
  'POST /second-factor/begin': 'signed-in',
  'POST /second-factor': 'signed-in',
  'GET /members': 'staff.manage',
  'POST /members': 'staff.manage',
  'POST /members/:id/invitation': 'staff.manage',
  'PATCH /members/:id': 'staff.manage',
  'GET /settings': 'trades.read',
  'PATCH /settings': 'staff.manage',
  'GET /log': 'staff.manage',
  'GET /overview': 'trades.read',
  'GET /trades': 'trades.read',
  'GET /trades/sums': 'trades.read',
  'GET /trades.csv': 'trades.read',
  'GET /trades/:id': 'trades.read',
  'POST /trades/:id/refunds': 'money.return',
  'POST /trades/:id/cancel': 'money.return',
  'GET /approvals': 'money.return',
  'POST /approvals/:id': 'money.return',
  'GET /shops': 'codes.read',
  'POST /shops': 'codes.change',
  'GET /codes': 'codes.read',
  'POST /codes': 'codes.change',
  'POST /codes/:id/status': 'codes.change',
  'GET /codes/:id/sign': 'codes.read',
  'GET /batches': 'settlement.read',
  'GET /batches/:id': 'settlement.read',
  'GET /open-days': 'settlement.read',
  'GET /files': 'settlement.read',
  'GET /files/late': 'settlement.read',
  'GET /files/:name': 'settlement.read',
  'GET /keys': 'integration.change',
  'POST /keys/md5': 'integration.change',
  'POST /keys/public': 'integration.change',
  'GET /deliveries': 'integration.change',
  'GET /deliveries/health': 'integration.change',
  'GET /deliveries/:id': 'integration.change',
  'POST /deliveries/:id/resend': 'integration.change',
};
