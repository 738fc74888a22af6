/** A time as people say it: `16 minutes`, `1 minute 30 seconds`. */
export function inWords(millis: number): string {
  const [minutes, seconds] = [Math.floor(Math.round(millis / 1_000) / 60), Math.round(millis / 1_000) % 60];
  const parts = [
    ...(minutes > 0 ? [plural(minutes, 'minute')] : []),
    ...(seconds > 0 || minutes === 0 ? [plural(seconds, 'second')] : []),
  ];
  return parts.join(' ');
}

export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
