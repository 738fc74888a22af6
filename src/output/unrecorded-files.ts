/** An object as version 0.1.0, which kept no record, wrote it: annotated with the release that it was made for. */
const UNRECORDED_OBJECT =
  /^apiVersion: .+\nkind: .+\nmetadata:\n {2}annotations:\n( {4}.*\n)*? {4}calico-threat-defense\/release: /;

/** Whether all of a file was written by a version that kept no record. */
export function isUnrecorded(text: string): boolean {
  const documents = text.replaceAll('\r\n', '\n').split(/^---\n/m);
  return documents.every((document) => UNRECORDED_OBJECT.test(document));
}
