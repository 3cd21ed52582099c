// law/ against a counter written apart from it. LAW_HISTORIES sets how many histories (npm run test:law: a million).
import { expect, test } from '@jest/globals'
import { foldClock } from '../../law/clock/fold.ts'
import { LawError } from '../../law/errors.ts'
import { history, ORACLE_RULES, RULE_IDS } from './histories.ts'
import { type OracleFact, oracle } from './oracle.ts'

const HISTORIES = Number(process.env.LAW_HISTORIES ?? 4000)
const SEED = Number(process.env.LAW_SEED ?? 1)

test(
  `${HISTORIES} random histories: the same day, state and refusals as the plain counter`,
  () => {
    const states: Record<string, number> = {}
    let rejected = 0
    let extended = 0
    for (let i = 0; i < HISTORIES; i++) {
      const facts = history(SEED * 10_000_000 + i)
      const id = RULE_IDS[i % RULE_IDS.length]!
      const want = oracle(ORACLE_RULES[id]!, facts as unknown as OracleFact[])
      const clock = foldClock(id, facts)
      const got = { due: clock.due, state: clock.state, rejected: clock.rejected.map((r) => r.fact).sort() }
      if (got.due !== want.due || got.state !== want.state || got.rejected.join() !== want.rejected.join()) {
        throw new Error(
          `history ${SEED * 10_000_000 + i}, ${id}:\n${JSON.stringify({ want, got, facts }, null, 1)}`,
        )
      }
      states[clock.state] = (states[clock.state] ?? 0) + 1
      rejected += clock.rejected.length
      if (clock.derivation.some((s) => s.kind === 'extended')) extended++
    }
    // The histories are worth something only if they reach every state, and refusals and extensions are common.
    for (const state of ['running', 'waiting-applicant', 'suspended', 'stopped', 'lapsed', 'not-started']) {
      expect(states[state] ?? 0).toBeGreaterThan(0)
    }
    expect(rejected).toBeGreaterThan(HISTORIES / 10)
    expect(extended).toBeGreaterThan(HISTORIES / 50)
  },
  30 * 60_000,
)

test('a history beyond the known calendar is refused, not guessed', () => {
  const facts = [
    { id: 'a', at: '2045-12-15T10:00:00Z', recordedAt: '2045-12-15T10:00:00Z', type: 'received' as const },
  ]
  expect(() => foldClock('APL64.base', facts)).toThrow(LawError)
})
