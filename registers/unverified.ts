import { norm } from '../law/rules/spec.ts'
import type { Unverified } from '../law/rules/unverified.ts'
import { REGISTERS } from './all.ts'

/** What of the lives of entries a lawyer still has to check: each register says where its orders and reminders come from. */
export function unverifiedLives(): Unverified[] {
  const missing = { lv: 'avots nav atrasts', en: 'no source was found' }
  return REGISTERS.flatMap(({ id, title, life }) => [
    ...Object.entries(life.orders)
      .filter(([, way]) => way.unverified)
      .map(([order, way]) => ({
        kind: 'entry-order' as const,
        id: `${id}: ${order}`,
        title,
        norm: norm(way.norm),
        missing,
      })),
    ...(life.reminders.unverified
      ? [{ kind: 'reminder' as const, id, title, norm: norm(life.reminders.norm), missing }]
      : []),
  ])
}
