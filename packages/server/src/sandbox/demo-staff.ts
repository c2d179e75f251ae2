/** The demo partner's staff, whose passwords a sandbox shows. */
import { type DemoMember, demoStaff } from '@sampan/demo';
import type { Clock, PartnerId } from '@sampan/primitives';
import { secret } from '@sampan/primitives';
import { hashSecret } from '@sampan/primitives/node';
import type { OperationsDependencies } from '#app-api';
import { machineTime, Staff } from '#staff';

type Stands = Pick<
  OperationsDependencies,
  'reader' | 'openConnection' | 'clock' | 'ids' | 'random'
>;

/** Finds the demo's staff, or makes who is missing. Who has changed the password keeps it. */
export async function ensureDemoStaff(
  parts: Stands,
  partnerId: PartnerId,
): Promise<readonly DemoMember[]> {
  const machineClock: Clock = machineTime(parts.clock);
  const staff = new Staff({ ...parts, machineClock });
  const found = new Set((await staff.list(partnerId)).map(({ login }) => login));
  for (const { login, name, role, password } of demoStaff.filter(
    (each) => !found.has(each.login),
  )) {
    const made = await staff.invite({ partnerId, who: 'sandbox' }, { login, name, role });
    if (made.outcome !== 'invited') continue;
    const hashed = await hashSecret(secret(password), parts.random);
    await staff.accept(made.token, { name, password: hashed });
  }
  return demoStaff;
}
