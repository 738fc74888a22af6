import { plural } from '../../base';

/** A time in words: `16 minutes`, `1 minute 30 seconds`. */
export function durationText(millis: number): string {
  const seconds = Math.round(millis / 1_000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [
    ...(minutes > 0 ? [plural(minutes, 'minute')] : []),
    ...(rest > 0 || minutes === 0 ? [plural(rest, 'second')] : []),
  ];
  return parts.join(' ');
}
