/** The folder that global partners know; Hong Kong partners look in the root (14 §2). */
export const sharedFolder = 'download';
