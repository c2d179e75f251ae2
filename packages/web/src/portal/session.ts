import type { Permission, SignedInAsView } from '@sampan/api';
import { createContext, useContext } from 'react';

export const SessionContext = createContext<SignedInAsView | undefined>(undefined);

/** Who is signed in. Only pages behind the session gate ask. */
export function useSession(): SignedInAsView {
  const session = useContext(SessionContext);
  if (!session) throw new Error('there is no session here');
  return session;
}

/** Whether who is signed in may do something. */
export const useMay = (permission: Permission): boolean =>
  useSession().permissions.includes(permission);
