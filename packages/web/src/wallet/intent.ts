/** What the next page shall do as soon as it is open; taken once. */
export type Intent = 'pay' | 'top-up';

let intended: Intent | undefined;

export const intent = {
  set: (next: Intent) => {
    intended = next;
  },
  /** Whether this was meant. */
  take: (meant: Intent): boolean => {
    if (intended !== meant) return false;
    intended = undefined;
    return true;
  },
};
