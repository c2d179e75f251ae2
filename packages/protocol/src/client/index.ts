/** The half of the wire that a partner's program needs: making a request, judging its reply. */
export * from './read-answer.ts';
export * from './sign-request.ts';
export * from './wire-form.ts';
