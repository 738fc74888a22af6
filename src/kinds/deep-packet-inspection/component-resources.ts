import { errorRule, type Finding, isMap, type Keys, REJECTED, valueAt, warningRule } from '../../base';
import type { ClusterKind } from '../../calico';
import { OLDEST } from '../../calico';
import type { FieldSchema, MapSchema } from '../../kind';
import { isQuantity, quantityValue } from '../../kubernetes';
import { resources, settings } from './example';
import { checkSettingsField } from './settings-fields';

const RIGHT = settings(resources("cpu: '2', memory: 2Gi"));

const RESOURCES = errorRule({
  id: 'deep-packet-inspection/resources',
  what: 'The only component with resources is DeepPacketInspection, and its requests and limits must be quantities.',
  why: REJECTED,
  bad: settings(resources("cpu: '2', memory: 2GB")),
  good: RIGHT,
});
const NEGATIVE = errorRule({
  id: 'deep-packet-inspection/negative-resources',
  acceptedAs: 'ignored',
  what: 'Requests and limits of the inspecting pods must not be negative.',
  why: 'The settings are stored, but Kubernetes rejects the pods.',
  bad: settings(resources("cpu: '-2', memory: 2Gi")),
  good: RIGHT,
});
const REQUEST_ABOVE_LIMIT = warningRule({
  id: 'deep-packet-inspection/request-above-limit',
  what: 'A request of the inspecting pods should not exceed the limit.',
  why: 'The API server stores the settings, but Kubernetes rejects pods whose request exceeds the limit.',
  bad: settings(resources('cpu: 50m')),
  good: RIGHT,
});

/** The schema of the field `resourceRequirements`, and of `resources` of containers. */
export const REQUIREMENTS: FieldSchema = {
  type: 'map',
  of: {
    title: 'resource requirements',
    fields: { limits: { type: 'map' }, requests: { type: 'map' }, claims: { type: 'maps' } },
  },
};

const COMPONENT: MapSchema = {
  title: 'a component',
  fields: {
    componentName: {
      type: 'string',
      values: [[OLDEST, ['DeepPacketInspection']]],
      refusesEmpty: [[OLDEST, true]],
    },
    resourceRequirements: REQUIREMENTS,
  },
  required: ['componentName', 'resourceRequirements'],
};

const KEYS: Keys = ['spec', 'componentResources'];

/** Checks the resources of the inspecting pods. */
export function checkComponentResources(value: unknown, { release }: ClusterKind): Finding[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return [
    ...checkSettingsField(value, KEYS, { type: 'maps', of: COMPONENT }, { fieldValue: RESOURCES, release }),
    ...list.flatMap((item, index) =>
      checkRequirements(valueAt(item, 'resourceRequirements'), [...KEYS, index, 'resourceRequirements']),
    ),
  ];
}

/** Checks the amounts of requests and limits, and that no request exceeds its limit. */
export function checkRequirements(value: unknown, keys: Keys): Finding[] {
  const [limits, requests] = [amountsOf(value, 'limits'), amountsOf(value, 'requests')];
  return [
    ...checkAmounts(limits, [...keys, 'limits']),
    ...checkAmounts(requests, [...keys, 'requests']),
    ...Object.entries(requests).flatMap(([name, request]) => {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
      return checkOrder(request, limit, [...keys, 'requests', name]);
    }),
  ];
}

function amountsOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const amounts = valueAt(value, name);
  return isMap(amounts) ? (amounts as Readonly<Record<string, unknown>>) : {};
}

function checkAmounts(amounts: Readonly<Record<string, unknown>>, keys: Keys): Finding[] {
  return Object.entries(amounts).flatMap(([name, value]) => {
    const place = { keys: [...keys, name], value };
    if (value !== undefined && value !== null && !isQuantity(value)) {
      const message = 'is not a quantity; write it as in 500m, 2, 512Mi or 2Gi, without a space';
      return [{ ...RESOURCES, ...place, message }];
    }
    const message = 'must not be negative, or Kubernetes rejects the pods';
    return (quantityValue(value) ?? 0) < 0 ? [{ ...NEGATIVE, ...place, message }] : [];
  });
}

function checkOrder(request: unknown, limit: unknown, keys: Keys): Finding[] {
  const [asked, most] = [quantityValue(request), quantityValue(limit)];
  const message = `exceeds the limit, ${limit}, so Kubernetes rejects the pods; lower the request, or raise the limit`;
  return asked !== undefined && most !== undefined && asked > most && most >= 0
    ? [{ ...REQUEST_ABOVE_LIMIT, keys, value: request, message }]
    : [];
}

/** The rules that this file checks. */
export const COMPONENT_RESOURCES_RULES = [RESOURCES, NEGATIVE, REQUEST_ABOVE_LIMIT] as const;
