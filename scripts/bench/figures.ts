/** Percentile of sorted-or-not samples, milliseconds. */
export function percentile(samples: number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? 0
}

export interface Load {
  clients: number
  perSecond: number
  p50: number
  p95: number
  acts: number
}

/**
 * Closed loop: each client does its next job when its last one is answered.
 * @param job does one unit and returns how long each of its steps took (ms)
 */
export async function closedLoop(
  clients: number,
  seconds: number,
  job: () => Promise<number[]>,
): Promise<Load> {
  const samples: number[] = []
  const end = Date.now() + seconds * 1000
  const began = Date.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (Date.now() < end) samples.push(...(await job()))
    }),
  )
  const took = (Date.now() - began) / 1000
  return {
    clients,
    acts: samples.length,
    perSecond: Math.round((samples.length / took) * 10) / 10,
    p50: Math.round(percentile(samples, 50)),
    p95: Math.round(percentile(samples, 95)),
  }
}
