/** @param {number[]} times milliseconds of each request */
export function summary(times, seconds) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { rps: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The middle one of three. */
export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
