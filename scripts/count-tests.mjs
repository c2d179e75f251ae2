/** A reporter that writes how many tests ran. A file without tests, or a suite, is none. */
export default async function* countTests(source) {
  let count = 0;
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFile = data.file !== undefined && data.name === data.file;
    if (data.details?.type !== 'suite' && !isFile && data.skip === undefined) count += 1;
  }
  yield String(count);
}
