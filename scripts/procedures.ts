import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findAct } from '../forms/acts/all.ts'
import { textsFor } from '../forms/texts/all.ts'
import { PROCEDURES } from '../procedures/all.ts'
import type { Procedure } from '../procedures/procedure.ts'
import { ROOT } from './lib/paths.ts'

/** What a procedure consists of, and by what each of its outcomes is shown. */
export interface ProcedureOverview {
  id: string
  title: { lv: string; en: string }
  words: readonly string[]
  terms: Procedure['terms']
  stages: { id: string; name: string; waitingOn: string; open: boolean }[]
  acts: { id: string; title: string; by: readonly string[]; in: readonly string[] }[]
  outcomes: {
    id: string
    name: string
    favourable: boolean
    /** By which kind of document the party is told, and what it does to a register. */
    document: string
    effect: string
    /** The test that reaches it through the front door, null when there is none. */
    test: string | null
    /** The recorded history that replays, null when there is none. */
    history: string | null
  }[]
}

/** @returns every procedure that runs, in the order in which they are listed */
export function overview(): ProcedureOverview[] {
  const histories = readdirSync(join(ROOT, 'test/histories'))
  return Object.values(PROCEDURES).map((p: Procedure) => {
    const texts = textsFor(p.id)
    const test = `test/procedures/${p.id}.test.ts`
    const tested = existsSync(join(ROOT, test)) ? readFileSync(join(ROOT, test), 'utf8') : ''
    return {
      id: p.id,
      title: texts.title,
      words: p.words,
      terms: p.terms,
      stages: Object.entries(p.stages).map(([id, rule]) => ({
        id,
        name: texts.stages[id]!.name.lv,
        waitingOn: rule.waitingOn,
        open: rule.open,
      })),
      acts: Object.entries(p.acts).map(([id, rule]) => ({
        id,
        title: findAct(p.id, id)!.title.lv,
        by: rule.by,
        in: rule.in,
      })),
      outcomes: Object.entries(p.outcomes).map(([id, rule]) => ({
        id,
        name: texts.outcomes[id]!.lv,
        favourable: p.favourable.includes(id),
        document: rule.document,
        effect: rule.effect,
        test: tested.includes(`'${id}'`) ? test : null,
        history: histories.find((file) => file === `${p.id}-${id}.json`) ?? null,
      })),
    }
  })
}

if (process.argv[1]?.endsWith('procedures.ts')) {
  const all = overview()
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
  else
    for (const p of all) {
      process.stdout.write(`${p.id}: ${p.title.lv} (${p.words.join(', ')})\n`)
      for (const o of p.outcomes)
        process.stdout.write(
          `  ${o.id.padEnd(18)} ${o.name} | ${o.document} | ${o.effect} | ${o.test ?? '—'} | ${o.history ?? '—'}\n`,
        )
    }
}
