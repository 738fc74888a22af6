export { DeepPacketInspection, type DeepPacketInspectionProps } from './deep-packet-inspection';
export { DeepPacketInspectionRole, type DeepPacketInspectionRoleProps } from './deep-packet-inspection-role';
export {
  DeepPacketInspectionSettings,
  type DeepPacketInspectionSettingsProps,
} from './deep-packet-inspection-settings';
export { checkInspectionObject } from './inspection-checks';
export { DEEP_PACKET_INSPECTION_KIND } from './kind';
export { SnortRules } from './snort-rules';
