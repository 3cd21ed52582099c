// law/examples.csv: dated examples that a lawyer can read and extend, executed row by row.
//   what     a rule, 'day', or 'serve CHANNEL'
//   given    a day or time (Riga unless with Z), options after it; for a history, facts joined by ' & '
//   expected the last day; for hours 'day HH:MM'; 'state [day]'; 'served …, contest …'; 'refused CODE'; a history may
//            add 'rejected CODE …'
//   norm     where it stands: the provision of the rule, the channel or the day
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../../law/calendar/data.ts'
import { dayInfo } from '../../law/calendar/day.ts'
import { foldClock, termFrom } from '../../law/clock/fold.ts'
import { readFacts } from '../../law/clock/read.ts'
import { LawError } from '../../law/errors.ts'
import type { NormRef } from '../../law/norm.ts'
import { FAMILIES, isRuleId, RULES } from '../../law/rules/catalogue.ts'
import { CHANNELS, type Channel } from '../../law/service/channels.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { clockTime, dayOf } from '../../law/time.ts'
import { readInstant } from '../../law/time-read.ts'

interface Row {
  nr: string
  what: string
  given: string
  expected: string
  norm: string
  why: string
}

function read(): Row[] {
  const [, ...lines] = readFileSync(new URL('../../law/examples.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const [nr, what, given, expected, norm, ...why] = line.split(';')
    return {
      nr: nr!,
      what: what!,
      given: given!,
      expected: expected!,
      norm: norm!,
      why: why.join(';').replace(/^"|"$/g, ''),
    }
  })
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z| \d{2}:\d{2})?/

function split(text: string): { moment: string; rest: string } {
  const moment = MOMENT.exec(text)?.[0]
  if (moment === undefined) throw new Error(`no moment in “${text}”`)
  return { moment, rest: text.slice(moment.length).trim() }
}

function history(rule: string, given: string): string {
  const facts = given.split(' & ').map((one) => {
    const { moment, rest } = split(one)
    const [type, ...fields] = rest.split(' ')
    const pairs = fields.map((f) => [f.slice(0, f.indexOf('=')), f.slice(f.indexOf('=') + 1)] as const)
    return {
      type,
      at: moment,
      ...Object.fromEntries(pairs.map(([k, v]) => [k, k === 'months' ? Number(v) : v])),
    }
  })
  if (!isRuleId(rule)) throw new Error(`no rule ${rule}`)
  const clock = foldClock(rule, readFacts(facts, rule, CALENDAR))
  const state = clock.state === 'running' ? '' : clock.state
  const rejected =
    clock.rejected.length === 0 ? '' : `rejected ${clock.rejected.map((r) => r.code).join(' ')}`
  return [state, clock.due ?? '', rejected].filter((s) => s !== '').join(' ')
}

function served(channel: string, given: string): string {
  const { moment, rest } = split(given)
  const options = rest.split(' ')
  const proof = options.find((o) => o.startsWith('proof='))?.slice(6)
  const s = serveDocument({
    channel: channel as Channel,
    sentAt: readInstant(moment)!,
    appealNote: !options.includes('no-note'),
    instance: options.includes('higher') ? 'higher' : 'issuer',
    ...(proof === undefined ? {} : { proofAt: readInstant(proof)! }),
  })
  return `served ${s.servedOn}, contest ${s.contestUntil}${s.courtUntil === undefined ? '' : `, court ${s.courtUntil}`}`
}

function answer({ what, given }: Row): string {
  try {
    if (what === 'day') {
      const info = dayInfo(given)
      return `${info.working ? 'working' : 'off'}${info.kind === 'working-day' ? '' : ` ${info.kind}`}`
    }
    if (what.startsWith('serve ')) return served(what.slice(6), given)
    const { moment, rest } = split(given)
    if (rest !== '') return history(what, given)
    if (!isRuleId(what)) throw new Error(`no rule ${what}`)
    const term = termFrom(what, readInstant(moment)!)
    const inHours = term.derivation.find((s) => s.toInstant !== undefined)
    return inHours ? `${dayOf(term.dueInstant)} ${clockTime(term.dueInstant)}` : term.due
  } catch (error) {
    if (error instanceof LawError) return `refused ${error.code}`
    throw error
  }
}

/** The provisions that may stand behind a row: of a family, those of its versions; of a day that is refused, any. */
function normsOf({ what, given, expected, norm }: Row): string[] {
  const text = (ref: NormRef) => `${ref.act}${ref.article === '' ? '' : ` ${ref.article}`}`
  if (what === 'day') return [expected.startsWith('refused') ? norm : text(dayInfo(given).norm)]
  if (what.startsWith('serve ')) return [text(CHANNELS[what.slice(6) as Channel].norm)]
  const ids = FAMILIES[what as keyof typeof FAMILIES] ?? [what]
  return ids.map((id) => text(RULES[id as keyof typeof RULES].norm))
}

const rows = read()

describe('examples.csv', () => {
  for (const row of rows) {
    test(`${row.nr}. ${row.what}: ${row.given} → ${row.expected}`, () => {
      expect(answer(row)).toBe(row.expected.replace(/ \(\d\d:\d\dZ\)$/, ''))
    })
  }

  test('each names the provision of its rule, channel or day', () => {
    for (const row of rows)
      expect([row.nr, normsOf(row)]).toEqual([row.nr, expect.arrayContaining([row.norm])])
  })

  test('has at least 450 rows, numbered in order, each with its reasoning', () => {
    expect(rows.length).toBeGreaterThanOrEqual(450)
    expect(rows.map((r) => Number(r.nr))).toEqual(rows.map((_, i) => i + 1))
    for (const row of rows) expect(row.why.length).toBeGreaterThan(8)
  })

  test('covers every rule, family and channel', () => {
    const seen = new Set(rows.map((r) => r.what))
    for (const id of [...Object.keys(RULES), ...Object.keys(FAMILIES)]) {
      const version = Object.values(FAMILIES)
        .flat()
        .includes(id as never)
      if (!version) expect([id, seen.has(id)]).toEqual([id, true])
    }
    for (const id of Object.keys(CHANNELS)) expect([id, seen.has(`serve ${id}`)]).toEqual([id, true])
  })
})
