/** The people who sign in to portal and console: who they are, how they prove it, what they have changed. */
export { type Approval, approvalStateAt, needsApproval } from './approval.ts';
export { readApproveAbove, storeApproveAbove } from './approvals.postgres.ts';
export { type Answered, Approvals, type CarriedOut } from './approvals.ts';
export { invitationsOfAddress } from './invitations.ts';
export {
  isPartnerMember,
  type Member,
  type MemberId,
  machineTime,
  type PartnerMember,
  type Realm,
} from './member.ts';
export { readMember } from './members.postgres.ts';
export { isSimplePassword } from './passwords.ts';
export { totpBegunColumn, totpKeyColumn } from './second-factor.postgres.ts';
export { type CodeRefused, SecondFactor } from './second-factor.ts';
export {
  type NewStaffSession,
  type StaffSessionHash,
  staffSessionHash,
  staffSessionId,
} from './sessions.postgres.ts';
export { StaffSessions } from './sessions.ts';
export {
  type OwnPasswordChecked,
  type PasswordChecked,
  type Refused,
  StaffSignIn,
  type StaffSignInOptions,
} from './sign-in.ts';
export { type Changed, type Invited, Staff } from './staff.ts';
export { listStaffLog, readStaffLogOf, StaffLog } from './staff-log.postgres.ts';
export type { Deed, Doer, StaffLogEntry } from './staff-log.ts';
