/**
 * How long an action keeps the processor busy, in milliseconds; programs that run at the same time do not count, as they would
 * by the clock.
 */
export function cpuMillis(action: () => void): number {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
