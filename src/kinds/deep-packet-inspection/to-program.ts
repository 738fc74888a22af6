import { type Manifest, valueAt } from '../../base';
import { type Conversion, dataAt, metadataFields, selectorExpression, struct } from '../../kind';

/** The construct for an inspection. */
export function inspectionToProgram(manifest: Manifest): Conversion[] {
  const { name, labels, annotations } = metadataFields(manifest);
  const namespace = dataAt(manifest, 'metadata', 'namespace');
  const pods = selectorExpression(valueAt(manifest, 'spec', 'selector'));
  if (manifest.kind !== 'DeepPacketInspection' || pods === undefined) {
    return [];
  }
  const fields = { name, namespace, pods, labels, annotations };
  return [{ construction: { type: 'DeepPacketInspection', props: struct('DeepPacketInspectionProps', fields) } }];
}
