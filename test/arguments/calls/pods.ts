import {
  CaptureFilter,
  ContainerResources,
  DeepPacketInspection,
  type DeepPacketInspectionProps,
  DeepPacketInspectionRole,
  type DeepPacketInspectionRoleProps,
  DeepPacketInspectionSettings,
  type DeepPacketInspectionSettingsProps,
  PacketCapture,
  type PacketCaptureProps,
  PacketCaptureRole,
  type PacketCaptureRoleProps,
  PolicySelector,
  PortRange,
  RoleSubject,
  SnortRules,
  TimeWindow,
} from '../../../src';
import { type ApiCall, construct, factory } from './api-call';
import { EVENING, NOON, newest, RESOURCES } from './samples';

/** What captures and inspections have in common. */
const OF_PODS = {
  cluster: newest,
  name: 'front',
  namespace: 'shop',
  pods: PolicySelector.pods(),
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const NAMESPACE_ROLE = {
  cluster: newest,
  namespace: 'shop',
  subjects: [RoleSubject.user('jane')],
  manage: true,
  name: 'mine',
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

/** Calls of the API about pods. */
export const POD_CALLS: readonly ApiCall[] = [
  construct<DeepPacketInspectionProps>(DeepPacketInspection, OF_PODS),
  construct<DeepPacketInspectionRoleProps>(DeepPacketInspectionRole, NAMESPACE_ROLE),
  construct<DeepPacketInspectionSettingsProps>(DeepPacketInspectionSettings, {
    cluster: newest,
    resources: ContainerResources.of(RESOURCES),
    snortRules: SnortRules.image('registry.example.com/rules:1'),
    annotations: { note: 'n' },
  }),
  construct<PacketCaptureProps>(PacketCapture, {
    ...OF_PODS,
    filters: [CaptureFilter.tcp()],
    during: TimeWindow.between(NOON, EVENING),
  }),
  construct<PacketCaptureRoleProps>(PacketCaptureRole, { ...NAMESPACE_ROLE, files: true }),
  ...(['tcp', 'udp', 'sctp', 'udpLite'] as const).map((protocol) =>
    factory(`CaptureFilter.${protocol}`, { ports: [PortRange.of(80, 80)] }, (ports) => CaptureFilter[protocol](ports)),
  ),
  factory('CaptureFilter.protocolNumber', { number: 47 }, (number) => CaptureFilter.protocolNumber(number)),
  factory('RoleSubject.user', { name: 'jane' }, (name) => RoleSubject.user(name)),
  factory('RoleSubject.group', { name: 'sre' }, (name) => RoleSubject.group(name)),
  factory('RoleSubject.serviceAccount', { options: { namespace: 'ci', name: 'x' } }, (options) =>
    RoleSubject.serviceAccount(options),
  ),
  factory('SnortRules.image', { image: 'rules:1', resources: ContainerResources.of(RESOURCES) }, (image, resources) =>
    SnortRules.image(image, resources),
  ),
];
