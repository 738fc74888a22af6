import { type Manifest, valueAt } from '../../base';
import { type Conversion, call, dataAt, dateExpression, metadataFields, struct, value } from '../../kind';

/** The construct for an exception. */
export function exceptionToProgram(manifest: Manifest): Conversion[] {
  const { name, labels, annotations } = metadataFields(manifest);
  const selector = valueAt(manifest, 'spec', 'selector');
  const start = dateExpression(valueAt(manifest, 'spec', 'startTime'));
  const end = dateExpression(valueAt(manifest, 'spec', 'endTime'));
  if (typeof selector !== 'string' || start === undefined) {
    return [];
  }
  const fields = {
    name,
    description: dataAt(manifest, 'spec', 'description'),
    events: call('EventSelection', 'matching', call('Query', 'parse', value(selector))),
    during: end === undefined ? call('TimeWindow', 'from', start) : call('TimeWindow', 'between', start, end),
    labels,
    annotations,
  };
  return [{ construction: { type: 'AlertException', props: struct('AlertExceptionProps', fields) } }];
}
