/** What a worker of the web gets in place of the SDK. */
throw new Error(
  '@sampan/sdk runs on Node, not in web workers: WebCrypto has no MD5, and GBK needs a table.',
);

export {};
