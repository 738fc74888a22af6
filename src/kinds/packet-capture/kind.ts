import { isOneOf, type Kind } from '../../kind';
import { PACKET_CAPTURE_TYPES } from './capture-schema';
import { capture } from './example';
import { LIVE_CAPTURE } from './live-capture';
import { CAPTURE_NAMES } from './name-questions';
import { checkPacketCapture } from './packet-capture-checks';
import { PACKET_CAPTURE_RULES } from './rules';
import { captureToProgram } from './to-program';

/** Packet captures. */
export const PACKET_CAPTURE_KIND = {
  title: 'PacketCaptures',
  types: PACKET_CAPTURE_TYPES,
  words: ['PacketCapture'],
  looksAt: (manifest) => isOneOf(manifest, PACKET_CAPTURE_TYPES),
  check: checkPacketCapture,
  topics: [CAPTURE_NAMES.topic],
  questions: (manifest) => CAPTURE_NAMES.questionsOf(manifest),
  checksMetadata: true,
  toProgram: captureToProgram,
  liveChecks: [LIVE_CAPTURE],
  rules: PACKET_CAPTURE_RULES,
  example: { text: capture(), release: '3.24' },
} as const satisfies Kind;
