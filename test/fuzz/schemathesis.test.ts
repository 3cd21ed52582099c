import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Stack, startStack } from '../harness/stack.ts'
import { findSchemathesis, runSchemathesis, toldFault } from './schemathesis.ts'

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 40)
const SEED = process.env.FUZZ_SEED ?? '20261125'

const found = findSchemathesis()
if ('why' in found) console.warn(`Schemathesis was SKIPPED: ${found.why}. Nothing of it is counted.`)

let stack: Stack

beforeAll(async () => {
  if ('program' in found) stack = await startStack({ label: 'schemathesis' })
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const PEOPLE = ['baiba-kalnina', 'inese-berzina', 'dace-vitola', 'maris-krumins']

;('program' in found ? test : test.skip)(
  `as ${PEOPLE.length} people: no answer is a fault of ours`,
  async () => {
    if (!('program' in found)) return
    for (const person of PEOPLE) {
      const who = await stack.signIn(person)
      const { csrfToken } = await who.session()
      const told = await runSchemathesis({
        program: found.program,
        document: `${stack.urls.api}/api/openapi.json`,
        url: stack.urls.api,
        headers: { Cookie: who.cookieHeader(stack.urls.api), 'x-csrf-token': csrfToken },
        seed: SEED,
        ms: (SECONDS / PEOPLE.length) * 1000,
        examples: Math.max(5, Math.round(SECONDS / 4)),
      })
      const { output, status, ended } = told
      console.log(
        `Schemathesis as ${person}: ${ended ? 'time is up' : `exit ${status}`}\n${output.slice(-600)}`,
      )
      expect(toldFault(told) ? output.slice(-4_000) : '').toBe('')
    }
  },
  SECONDS * 1000 + 240_000,
)
