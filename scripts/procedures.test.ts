import { describe, expect, test } from '@jest/globals'
import { overview } from './procedures.ts'

describe('the overview of procedures', () => {
  test('every outcome is told by a document, and reached by a test and a recorded history', () => {
    for (const p of overview())
      for (const o of p.outcomes) {
        expect(`${p.id} ${o.id}: ${o.test}`).toBe(`${p.id} ${o.id}: test/procedures/${p.id}.test.ts`)
        expect(`${p.id} ${o.id}: ${o.history}`).toBe(`${p.id} ${o.id}: ${p.id}-${o.id}.json`)
      }
  })

  test('every open stage has an act or ends of itself, and every act and stage has its words', () => {
    for (const p of overview())
      for (const stage of p.stages.filter((s) => s.open)) {
        expect(stage.name).not.toBe('')
        const ended = p.acts.some(
          (a) => a.in.includes(stage.id) && !['case.withdraw', 'trouble.retry'].includes(a.id),
        )
        // Only what the service itself does waits for nobody.
        expect(`${p.id} ${stage.id}: ${ended || stage.waitingOn === 'service'}`).toBe(
          `${p.id} ${stage.id}: true`,
        )
      }
  })
})
