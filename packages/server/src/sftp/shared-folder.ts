/** The folder used by global partners; Hong Kong partners use the root (14 §2). */
export const sharedFolder = 'download';
