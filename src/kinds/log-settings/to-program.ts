import { isMap, type Manifest, valueAt } from '../../base';
import { FELIX_DEFAULT, FELIX_FIELDS, type FelixField, FlowAggregation, levelOf } from '../../calico';
import {
  type Conversion,
  call,
  constant,
  dataExpression,
  durationExpression,
  type Expression,
  metadataFields,
  struct,
  value,
} from '../../kind';
import { GUARDS } from '../../kubernetes';

/** The construct for the log settings of a cluster, which has the annotations that keep other tools from removing them. */
export function felixToProgram(manifest: Manifest): Conversion[] {
  if (valueAt(manifest, 'metadata', 'name') !== FELIX_DEFAULT) {
    return [];
  }
  const fields = FELIX_FIELDS.flatMap(({ name, setting, type }) => {
    const expression = settingOf(valueAt(manifest, 'spec', name), type);
    return expression === undefined ? [] : [[setting, expression] as const];
  });
  const settings = call('LogSettings', 'of', struct('LogSettingsOptions', Object.fromEntries(fields)));
  const props = struct('ThreatDefenseLogSettingsProps', { settings, annotations: annotationsOf(manifest) });
  return [{ construction: { type: 'ThreatDefenseLogSettings', props } }];
}

function settingOf(data: unknown, { form }: FelixField['type']): Expression | undefined {
  switch (form) {
    case 'interval':
      return durationExpression(data);
    case 'level': {
      const known = Object.entries(FlowAggregation).find(([, aggregation]) => levelOf(aggregation) === data);
      return known && constant('FlowAggregation', known[0]);
    }
    case 'dns level':
      return typeof data === 'number' ? value(data === 0) : undefined;
    case 'flag':
      return typeof data === 'boolean' ? value(data) : undefined;
  }
}

/** Without those that the construct adds. */
function annotationsOf(manifest: Manifest): Expression | undefined {
  const { annotations } = metadataFields(manifest);
  const given = annotations?.form === 'map' ? annotations.entries : [];
  const own = given.filter(([key]) => !Object.hasOwn(GUARDS, key)).map(([key]) => key);
  const data = valueAt(manifest, 'metadata', 'annotations');
  return own.length === 0 || !isMap(data)
    ? undefined
    : dataExpression(Object.fromEntries(own.map((key) => [key, data[key]])));
}
