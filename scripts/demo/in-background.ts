import { bring, toRealTime } from './bring.ts'

export interface Telling {
  say(line: string): void
  /** No cases are wanted: business time is real time, and that is all. */
  empty: boolean
  signal: AbortSignal
}

/**
 * Brings the demonstration into the service that has just been started, and says how far it is: at the beginning, at each
 * quarter and at the end. Whatever goes wrong is said, and the service runs on.
 */
export async function bringInBackground(api: string, { say, empty, signal }: Telling): Promise<void> {
  const from = Date.now()
  let quarter = 0
  const tell = (text: string): void => say(`Demonstration: ${text}`)
  try {
    if (empty) return await toRealTime(api, signal)
    const { brought, cases, failed } = await bring({
      api,
      signal,
      until: () => new Date(),
      begun: (of, day) =>
        tell(`${of} cases are being brought in the background; business time runs from ${day} to today`),
      far(done, of, day) {
        const now = Math.floor((4 * done) / of)
        if (now > quarter && now < 4) tell(`${done} of ${of} cases; it is ${day}`)
        quarter = Math.max(now, quarter)
      },
    })
    if (!brought) return
    const seconds = Math.round((Date.now() - from) / 1000)
    tell(`${cases} cases are there after ${seconds} s; business time is real time`)
    for (const { id, why } of failed) tell(`${id} did not come as far as it should: ${why}`)
  } catch (e) {
    if (signal.aborted) return
    tell(`broken off (${(e as Error).message}); the next start goes on`)
  }
}
