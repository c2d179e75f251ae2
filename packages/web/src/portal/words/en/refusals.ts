/** A sentence for each refusal of the server, with what to do. */
export const refusals = {
  'refused.addressLocked': 'Too many tries from this network. Try again after {time}.',
  'refused.approvalAnswered': 'Someone has answered this already. Nothing was changed.',
  'refused.approvalEnded': 'This was not answered in time, so no money moved. Ask for it again.',
  'refused.approvalUnknown': 'There is no such request any more. Load the list again.',
  'refused.batchUnknown': 'There is no such batch. Go back to the list.',
  'refused.busy': 'Too many sign-ins at once. Try again in a moment.',
  'refused.codeDeleted': 'This code is deleted and cannot come back. Make a new one.',
  'refused.codeNeeded': 'Type the code of your app.',
  'refused.codeOld':
    'This code is too old or was used already. Wait for the next one; is the clock of the phone right?',
  'refused.codeRefused': 'This code does not fit. Type the one that the app shows now.',
  'refused.codeStopped': 'This code is stopped, so it has no sign to print. Restart it first.',
  'refused.codeUnknown': 'There is no such code. Load the list again.',
  'refused.fileUnknown': 'There is no such file. Load the list again.',
  'refused.foreign':
    'The request came from another site and was not carried out. Open the portal by its own address.',
  'refused.funds':
    'Takings are not enough for this refund yet, so no money moved. Try later, or ask finance.',
  'refused.invitationUnknown':
    'This invitation is used, replaced or over. An owner can invite you again.',
  'refused.keyUnchanged': 'This key is in use already. Nothing was changed.',
  'refused.lastOwner': 'This is the only owner. Make another person an owner first.',
  'refused.locked': 'Too many wrong tries. Try again after {time}; what you did before is safe.',
  'refused.loginTaken':
    'This address has access already. Use another one, or invite the person again.',
  'refused.memberLeft': 'This person has left. Give the access back first.',
  'refused.memberUnknown': 'There is no such person any more. Load the list again.',
  'refused.notOwn': 'Only the person who asked can take it back. You can decline it.',
  'refused.notificationUnknown': 'There is no such notification. Load the list again.',
  'refused.nothingBegun': 'The set-up was not begun or took too long. Begin again.',
  'refused.ownAccess': 'You cannot change your own access. Ask another owner.',
  'refused.ownApproval': 'You asked for this, so someone else must approve it.',
  'refused.suspended': 'Your company is suspended, so no money moved. Ask the operator.',
  'refused.passkeyNeeded':
    'This account signs in with a passkey. Use the device that has it, or ask an owner for a new invitation.',
  'refused.passwordAsBefore': 'The new password is the old one. Choose another.',
  'refused.passwordTooSimple':
    'This password is easy to guess. Choose another, such as a sentence.',
  'refused.passwordWrong': 'This is not your password. Type it again.',
  'refused.refundPeriodOver':
    'The time for refunds is over, so no money moved. Give the money back in another way.',
  'refused.refundTooLarge':
    'More than is left of this payment. No money moved; type a smaller amount.',
  'refused.sessionUnknown': 'This device is signed out already.',
  'refused.shopIncomplete':
    'The registration of this shop is not complete. Fill in what is missing first.',
  'refused.shopNameDiffers':
    'This is not the name of the shop. Nothing was deleted; type it as it is written above.',
  'refused.shopUnknown': 'There is no such shop. Register it first.',
  'refused.signIn': 'Address and password do not fit. Type them again.',
  'refused.notCancellable':
    'This payment cannot be cancelled any more, so no money moved. Refund it instead.',
  'refused.notPaid': 'This order was not paid, so there is nothing to give back.',
  'refused.tradeUnknown':
    'There is no such trade of your company. Search for it by its order number.',
  'refused.signedOut': 'You were signed out, and nothing was done. Sign in again.',
  'refused.notAllowed': 'Your role may not do this. An owner can give you another.',
  'refused.secondFactor': 'Set up an app of one-time codes, or a passkey, first.',
  'refused.other': 'The server refused this: {code}. Nothing was changed.',
} as const;
