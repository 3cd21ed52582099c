import { z } from 'zod'
import { day, line, prose } from '../../forms/fields.ts'
import { dayInfo } from '../../law/calendar/day.ts'
import { readCalendar } from '../../law/calendar/read.ts'
import type { Calendar } from '../../law/calendar/types.ts'
import type { LawChange } from '../../law/clock/preview.ts'
import { LawError } from '../../law/errors.ts'
import { isRuleId } from '../../law/rules/catalogue.ts'
import { type FieldError, LietaError, type Words } from '../../platform/errors.ts'

const words = z.object({ lv: line(200), en: line(200) })

/** A public holiday, a day off in place of one, or one that a later law takes away again. */
const holiday = z
  .object({
    day,
    name: words,
    as: z.enum(['holiday', 'substitute']).default('holiday'),
    removed: z.boolean().default(false).meta({ description: 'The day is no holiday any more' }),
  })
  .meta({ id: 'LawChangeHoliday' })

/** Working days moved by one order (Labour Law 133(4)). */
const movedDay = z
  .object({
    moves: z.array(z.object({ off: day, worked: day })).max(12),
    knownUntil: day.optional().meta({ description: 'Moved days are known up to this day' }),
  })
  // A year in which no day is moved is entered as well, by its end alone.
  .refine((d) => d.moves.length > 0 || d.knownUntil, { message: 'moves-empty', path: ['moves', 0, 'off'] })
  .meta({ id: 'LawChangeMovedDay' })

const rule = z
  .object({
    rule: z
      .string()
      .refine(isRuleId, 'rule-unknown')
      .meta({ description: 'Id of the rule, see `law rules`' }),
    change: z
      .object({
        amount: z.number().int().min(1).max(1000).optional(),
        unit: z.enum(['years', 'months', 'weeks', 'days', 'working-days']).optional(),
        roll: z.enum(['next-working-day', 'previous-working-day', 'none']).optional(),
      })
      .refine((c) => Object.values(c).some((v) => v !== undefined), 'change-empty'),
    from: day,
    transitional: z.enum(['by-receipt', 'all-open', 'more-favourable']),
  })
  .meta({ id: 'LawChangeRule' })

const said = {
  reason: prose(1000).meta({ description: 'Why: stands in the ledger of each case and in its derivation' }),
  norm: line(300).meta({ description: 'The act that makes the change, as it is cited' }),
}

export const LawChangeBody = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('holiday'), definition: holiday, ...said }),
    z.object({ kind: z.literal('moved-day'), definition: movedDay, ...said }),
    z.object({ kind: z.literal('rule'), definition: rule, ...said }),
  ])
  .meta({ id: 'LawChange' })

export type LawChangeInput = z.infer<typeof LawChangeBody>

const MESSAGES: Record<string, Words> = {
  'date-real': { lv: 'Tādas dienas kalendārā nav.', en: 'There is no such day.' },
  'rule-unknown': { lv: 'Tāda termiņa katalogā nav.', en: 'The catalogue has no such rule.' },
  'change-empty': {
    lv: 'Norādiet, kas termiņā mainās: skaits, mērvienība vai pārcelšana.',
    en: 'Say what changes in the term: amount, unit or roll.',
  },
  'moves-empty': {
    lv: 'Norādiet pārcelto dienu; ja gadā tādu nav, norādiet, līdz kurai dienai pārceltās dienas zināmas.',
    en: 'Name the moved day; if the year has none, say until when moved days are known.',
  },
  'known-already': {
    lv: 'Pārceltās dienas jau ir zināmas ilgāk.',
    en: 'Moved days are known for longer already.',
  },
  'day-unknown': {
    lv: 'Kalendārs šo dienu neaptver, tāpēc to nevar grozīt.',
    en: 'The calendar does not reach this day, so it cannot be changed.',
  },
  'already-off': { lv: 'Šī diena jau ir svētku diena.', en: 'This day is a holiday already.' },
  'not-a-holiday': { lv: 'Šī diena nav svētku diena.', en: 'This day is not a holiday.' },
  'already-moved': { lv: 'Šī diena jau ir pārcelta.', en: 'This day is moved already.' },
}

/**
 * Reads what was entered, from JSON or a form, against the calendar in force.
 * @throws LietaError `validation`, one error per field
 */
export function readLawChange(raw: unknown, calendar: Calendar): LawChangeInput {
  const parsed = LawChangeBody.safeParse(raw)
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map((i) => ({
        field: i.path.join('.'),
        code: i.message in MESSAGES ? i.message : i.code,
        message: MESSAGES[i.message] ?? { lv: 'Pārbaudiet šo lauku.', en: i.message },
      })),
    )
  const input = parsed.data
  const errors = [...onCalendar(input, calendar)]
  if (errors.length > 0) throw invalid(errors)
  changeOf(input, calendar)
  return input
}

function* onCalendar(input: LawChangeInput, calendar: Calendar): Generator<FieldError> {
  const at = (field: string, code: string): FieldError => ({ field, code, message: MESSAGES[code]! })
  const unknown = (d: string): boolean => d < calendar.knownFrom || d > calendar.knownUntil
  if (input.kind === 'holiday') {
    const { day, removed } = input.definition
    if (unknown(day)) yield at('definition.day', 'day-unknown')
    // A weekend may become a holiday in its own name: the working day before it is then an hour shorter.
    else if (removed !== isHoliday(day, calendar))
      yield at('definition.day', removed ? 'not-a-holiday' : 'already-off')
  }
  if (input.kind === 'moved-day') {
    const { knownUntil } = input.definition
    if (knownUntil && unknown(knownUntil)) yield at('definition.knownUntil', 'day-unknown')
    else if (knownUntil && knownUntil < calendar.movedDaysKnownUntil)
      yield at('definition.knownUntil', 'known-already')
    for (const [n, { off, worked }] of input.definition.moves.entries()) {
      if (unknown(off)) yield at(`definition.moves.${n}.off`, 'day-unknown')
      if (unknown(worked)) yield at(`definition.moves.${n}.worked`, 'day-unknown')
      if (unknown(off) || unknown(worked)) continue
      const known = calendar.movedDays.some((m) => m.off === off || m.worked === worked)
      if (known || isHoliday(off, calendar)) yield at(`definition.moves.${n}.off`, 'already-moved')
    }
  }
}

function isHoliday(d: string, calendar: Calendar): boolean {
  return ['holiday', 'substitute'].includes(dayInfo(d, calendar).kind)
}

/**
 * The change as the clocks take it: a calendar that is the one in force with this added, under the next version, or a
 * new version of a rule.
 * @throws LietaError `validation` when the law room refuses it
 */
export function changeOf(input: LawChangeInput, inForce: Calendar): LawChange {
  const reason = `${input.reason.trim()} (${input.norm.trim()})`
  if (input.kind === 'rule') {
    const { rule, change, from, transitional } = input.definition
    const set = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined))
    return { type: 'rule-changed', rule, change: set, from, transitional, reason }
  }
  try {
    return { type: 'calendar-changed', calendar: readCalendar(patchOf(input), inForce), reason }
  } catch (e) {
    if (!(e instanceof LawError)) throw e
    throw invalid([{ field: 'definition', code: e.code, message: e.reason }])
  }
}

function patchOf(input: LawChangeInput & { kind: 'holiday' | 'moved-day' }): unknown {
  if (input.kind === 'moved-day') {
    const { moves, knownUntil } = input.definition
    return { movedDays: moves, ...(knownUntil ? { movedDaysKnownUntil: knownUntil } : {}) }
  }
  const { day, name, as, removed } = input.definition
  return removed ? { removedHolidays: [{ day, reason: name }] } : { extraHolidays: [{ day, name, kind: as }] }
}

function invalid(errors: FieldError[]): LietaError {
  return new LietaError(
    'validation',
    {
      lv: 'Grozījumu nevar ierakstīt. Pārbaudiet norādītos laukus.',
      en: 'The change cannot be entered. Check the fields named.',
    },
    errors,
  )
}
