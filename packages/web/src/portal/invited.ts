/** An invitation that was just made: its address is shown once. */
export interface Invited {
  readonly name: string;
  readonly login: string;
  readonly invitation: string;
  readonly endsAt: string | undefined;
}

/** The address is behind `#`, so that it is in the log of no server and no proxy. */
export const invitationAddress = (invitation: string): string =>
  `${location.href.replace(/#.*$/, '')}#/invitation/${invitation}`;
