export { CaptureFilter } from './capture-filter';
export { PACKET_CAPTURE_KIND } from './kind';
export { PacketCapture, type PacketCaptureProps } from './packet-capture';
export { checkPacketCapture } from './packet-capture-checks';
export { PacketCaptureRole, type PacketCaptureRoleProps } from './packet-capture-role';
