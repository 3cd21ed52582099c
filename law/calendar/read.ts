import { LawError } from '../errors.ts'
import type { NormRef } from '../norm.ts'
import { type Day, isDay, toNumber, weekdayOf } from '../time.ts'
import type { Calendar, ExtraHoliday, MovedDay, RemovedHoliday } from './types.ts'

const READINGS = ['literal', 'practice', 'earlier', 'later']
const FIELDS = [
  'version',
  'knownFrom',
  'knownUntil',
  'movedDaysKnownUntil',
  'extraHolidays',
  'removedHolidays',
  'movedDays',
  'movedDayPolicy',
  'closingTimes',
]

function bad(place: string, lv: string, en: string): LawError {
  return new LawError('bad-calendar', { lv: `${place}: ${lv}`, en: `${place}: ${en}` })
}

type Fields = Record<string, unknown>

function object(value: unknown, place: string, allowed: readonly string[]): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw bad(place, 'jābūt objektam', 'must be an object')
  }
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) {
      throw bad(
        `${place}.${key}`,
        `lauks nav zināms; pieļauti: ${allowed.join(', ')}`,
        `unknown field; allowed: ${allowed.join(', ')}`,
      )
    }
  }
  return value as Fields
}

function list(value: unknown, place: string): unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw bad(place, 'jābūt sarakstam', 'must be a list')
  return value
}

function day(value: unknown, place: string): Day {
  if (typeof value === 'string' && isDay(value)) return value
  throw bad(
    place,
    `“${String(value)}” nav datums formā GGGG-MM-DD`,
    `“${String(value)}” is not a date of the form YYYY-MM-DD`,
  )
}

/**
 * Reads a change of the calendar from untrusted JSON: what it names is added to (lists) or replaces (single values)
 * the calendar in use; the version becomes the next one unless a higher is given. A complete calendar, as printed by
 * the house itself, is recognised because what it lists is already there. Throws LawError 'bad-calendar'.
 */
export function readCalendar(json: unknown, base: Calendar, place = 'calendar'): Calendar {
  const raw = object(json, place, FIELDS)
  const version = raw.version ?? base.version + 1
  if (!Number.isInteger(version) || (version as number) < 1) {
    throw bad(`${place}.version`, 'jābūt veselam skaitlim', 'must be a whole number')
  }
  const optionalDay = (name: 'knownFrom' | 'knownUntil' | 'movedDaysKnownUntil') =>
    raw[name] === undefined ? base[name] : day(raw[name], `${place}.${name}`)
  return {
    version: version as number,
    knownFrom: optionalDay('knownFrom'),
    knownUntil: optionalDay('knownUntil'),
    movedDaysKnownUntil: optionalDay('movedDaysKnownUntil'),
    extraHolidays: extras(raw, base, `${place}.extraHolidays`),
    removedHolidays: removed(raw, base, `${place}.removedHolidays`),
    movedDays: moves(raw, base, `${place}.movedDays`),
    movedDayPolicy: policy(raw, base, `${place}.movedDayPolicy`),
    closingTimes: closing(raw, base, `${place}.closingTimes`),
  }
}

function textOf(value: unknown, fallback: { lv: string; en: string }): { lv: string; en: string } {
  if (typeof value === 'string') return { lv: value, en: value }
  const t = value as { lv?: unknown; en?: unknown } | null | undefined
  return typeof t?.lv === 'string' && typeof t.en === 'string' ? { lv: t.lv, en: t.en } : fallback
}

function normOf(value: unknown, fallback: NormRef): NormRef {
  const n = value as NormRef | null | undefined
  return typeof n?.act === 'string' && typeof n.article === 'string'
    ? { act: n.act, article: n.article }
    : fallback
}

function extras(raw: Fields, base: Calendar, place: string): ExtraHoliday[] {
  const added = list(raw.extraHolidays, place).map((item, i): ExtraHoliday => {
    const at = `${place}[${i}]`
    const f =
      typeof item === 'string'
        ? { day: item }
        : object(item, at, ['day', 'name', 'kind', 'norm', 'source', 'unverified', 'missing'])
    return {
      day: day((f as Fields).day, `${at}.day`),
      name: textOf((f as Fields).name, { lv: 'svētku diena', en: 'public holiday' }),
      kind: (f as Fields).kind === 'substitute' ? 'substitute' : 'holiday',
      norm: normOf((f as Fields).norm, { act: 'SvetkuL', article: '1' }),
    }
  })
  const fresh = added.filter((a) => !base.extraHolidays.some((b) => b.day === a.day && b.kind === a.kind))
  return [...base.extraHolidays, ...fresh]
}

function removed(raw: Fields, base: Calendar, place: string): RemovedHoliday[] {
  const added = list(raw.removedHolidays, place).map((item, i): RemovedHoliday => {
    const at = `${place}[${i}]`
    const f: Fields = typeof item === 'string' ? { day: item } : object(item, at, ['day', 'reason'])
    return { day: day(f.day, `${at}.day`), reason: textOf(f.reason, { lv: '', en: '' }) }
  })
  return [...base.removedHolidays, ...added.filter((a) => !base.removedHolidays.some((b) => b.day === a.day))]
}

function moves(raw: Fields, base: Calendar, place: string): MovedDay[] {
  const added = list(raw.movedDays, place).map((item, i): MovedDay => {
    const at = `${place}[${i}]`
    const f = object(item, at, ['off', 'worked', 'norm', 'source', 'unverified', 'missing'])
    const off = day(f.off, `${at}.off`)
    const worked = day(f.worked, `${at}.worked`)
    if (weekdayOf(toNumber(off)) > 5)
      throw bad(
        `${at}.off`,
        'pārceļ tikai darba dienu no pirmdienas līdz piektdienai',
        'only a day from Monday to Friday is moved',
      )
    if (weekdayOf(toNumber(worked)) !== 6)
      throw bad(`${at}.worked`, 'darba dienu pārceļ uz sestdienu', 'a working day is moved to a Saturday')
    // Labour Law 133(4): a Saturday of the same week or of another week within the same month.
    const sameWeek = Math.abs(toNumber(worked) - toNumber(off)) < 7 && toNumber(worked) > toNumber(off)
    if (off.slice(0, 7) !== worked.slice(0, 7) && !sameWeek) {
      throw bad(
        at,
        'sestdienai jābūt tajā pašā nedēļā vai mēnesī',
        'the Saturday must be of the same week or month',
      )
    }
    return { off, worked, norm: normOf(f.norm, { act: 'MKmoved', article: '' }) }
  })
  return [
    ...base.movedDays,
    ...added.filter((a) => !base.movedDays.some((b) => b.off === a.off && b.worked === a.worked)),
  ]
}

function policy(raw: Fields, base: Calendar, place: string): Calendar['movedDayPolicy'] {
  if (raw.movedDayPolicy === undefined) return base.movedDayPolicy
  const f = object(raw.movedDayPolicy, place, ['institution', 'party', 'service'])
  for (const [key, value] of Object.entries(f)) {
    if (!READINGS.includes(value as string)) {
      throw bad(
        `${place}.${key}`,
        `jābūt vienam no: ${READINGS.join(', ')}`,
        `must be one of: ${READINGS.join(', ')}`,
      )
    }
  }
  return { ...base.movedDayPolicy, ...(f as Partial<Calendar['movedDayPolicy']>) }
}

function closing(raw: Fields, base: Calendar, place: string): Calendar['closingTimes'] {
  if (raw.closingTimes === undefined) return base.closingTimes
  const times = list(raw.closingTimes, place)
  if (
    times.length !== 5 ||
    !times.every((t) => typeof t === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(t))
  ) {
    throw bad(
      place,
      'jābūt pieciem laikiem HH:MM, no pirmdienas līdz piektdienai',
      'must be five times HH:MM, Monday to Friday',
    )
  }
  return times as unknown as Calendar['closingTimes']
}
