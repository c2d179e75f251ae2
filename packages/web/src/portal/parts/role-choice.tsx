import { type Permission, type Role, roles, rolesWith } from '@sampan/api/client';
import { useSay } from '../words/use-say.ts';

/** What a role is shown to be able to do, in this order. */
const shown: readonly Permission[] = [
  'trades.read',
  'money.return',
  'codes.read',
  'codes.change',
  'settlement.read',
  'integration.change',
  'staff.manage',
];

/** The four roles, each with what it may do. */
export function RoleChoice({
  value,
  onChoose,
}: {
  readonly value: Role;
  readonly onChoose: (role: Role) => void;
}) {
  const { say } = useSay();
  return (
    <fieldset className="roles">
      <legend className="label">{say('people.role')}</legend>
      {roles.map((role) => (
        <label key={role}>
          <input
            type="radio"
            name="role"
            checked={role === value}
            onChange={() => onChoose(role)}
          />
          <span>
            <b>{say(`role.${role}`)}</b>
            <small>
              {shown
                .filter((permission) => rolesWith(permission).includes(role))
                .map((permission) => say(`permission.${permission}`))
                .join(' · ')}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
