/** Who of a partner's staff may do what. */
export const roles = ['owner', 'finance', 'developer', 'supervisor'] as const;
export type Role = (typeof roles)[number];

/** What each permission is for, and who has it. */
const holders = {
  /** See trades and the overview. */
  'trades.read': ['owner', 'finance', 'developer', 'supervisor'],
  /** Refund and cancel, and answer for another person who wants to. */
  'money.return': ['owner', 'finance', 'supervisor'],
  /** See shops and their codes, and print them. */
  'codes.read': ['owner', 'finance', 'developer', 'supervisor'],
  /** Register shops; make, stop, restart and delete codes. */
  'codes.change': ['owner', 'supervisor'],
  /** See what was settled, fees, and files. */
  'settlement.read': ['owner', 'finance'],
  /** See keys, change them, see and resend notifications. */
  'integration.change': ['owner', 'developer'],
  /** Invite people, change their roles, end their access, set who must approve what; read the log. */
  'staff.manage': ['owner'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof holders;

export const permissions = [
  'trades.read',
  'money.return',
  'codes.read',
  'codes.change',
  'settlement.read',
  'integration.change',
  'staff.manage',
] as const satisfies readonly Permission[];

/** The roles that have a permission, the one that can give it first. */
export const rolesWith = (permission: Permission): readonly Role[] => holders[permission];

export const mayDo = (who: Role, permission: Permission): boolean =>
  rolesWith(permission).includes(who);
