// A lawyer at a terminal: `npm run --silent law -- COMMAND …`. Described in docs/law-cli.md.
// JSON on standard output; a message on standard error and exit status 2 for bad input.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ACTS } from '../law/acts.ts'
import { CALENDAR } from '../law/calendar/data.ts'
import { dayInfo } from '../law/calendar/day.ts'
import { readCalendar } from '../law/calendar/read.ts'
import { standingHolidays } from '../law/calendar/rules.ts'
import type { Binds, Calendar } from '../law/calendar/types.ts'
import type { Clock, ClockFact, Step } from '../law/clock/facts.ts'
import {
  checkExtension,
  foldClock,
  foldClocks,
  foldRule,
  overdue,
  type ProposedExtension,
  termFrom,
} from '../law/clock/fold.ts'
import { type CaseClock, type LawChange, previewChange } from '../law/clock/preview.ts'
import { FACT_FIELDS, readFacts } from '../law/clock/read.ts'
import { redact, sentence } from '../law/derivation/sentence.ts'
import { LawError } from '../law/errors.ts'
import { explainIdentifier } from '../law/identifiers/explain.ts'
import { normText, normUrl } from '../law/norm.ts'
import { FAMILIES, isRuleId, RULES, type RuleId } from '../law/rules/catalogue.ts'
import { norm } from '../law/rules/spec.ts'
import type { Rule } from '../law/rules/types.ts'
import { listUnverified } from '../law/rules/unverified.ts'
import { CHANNELS, isChannel } from '../law/service/channels.ts'
import { type ChooseInput, chooseChannel } from '../law/service/choose.ts'
import { type ServeInput, serveDocument } from '../law/service/serve.ts'
import { dayOf, fromNumber, isDay } from '../law/time.ts'
import { readInstant } from '../law/time-read.ts'
import type { Unit } from '../law/words.ts'
import { type KnownLaw, readStatutes, writeProvisions } from './law-norms/provisions.ts'
import { checkNorms, keptLaw, PROVISIONS_FILE } from './law-norms/run.ts'

class Usage extends Error {}

const USAGE = `Usage: npm run --silent law -- COMMAND
  rules [ID]                                  the catalogue of terms
  day YYYY-MM-DD                              working day or not, and why
  holidays YEAR                               all days off of a year
  due RULE --facts FILE|-                     a clock from its ledger
  due RULE --from TIME                        a single term from one event
  clocks RULE RULE … --facts FILE|-           several clocks over one ledger
  extend RULE --facts FILE|- --at TIME …      may this extension be granted?
  term N UNIT --from TIME …                   a term that is not in the catalogue
  serve --channel CHANNEL --sent TIME …       deemed served, in force, last day to contest
  channels                                    the channels of service
  choose --kind KIND …                        the channel that the law prescribes
  id TEXT                                     which identifier is it
  norm "ACT ARTICLE"                          a citation in words
  norms [--statutes FOLDER]                   which cited norms name no provision of the laws
  facts                                       the types of facts and their fields
  preview --cases FILE|- --change FILE --at TIME   what a change would do to cases
  unverified                                  what a lawyer still has to check
Everything is described in docs/law-cli.md.`

const STRING = { type: 'string' } as const
const FLAG = { type: 'boolean' } as const
const OPTIONS = {
  facts: STRING,
  from: STRING,
  at: STRING,
  calendar: STRING,
  'at-institution': FLAG,
  redact: FLAG,
  by: STRING,
  until: STRING,
  months: STRING,
  extension: STRING,
  notice: STRING,
  ground: STRING,
  channel: STRING,
  sent: STRING,
  to: STRING,
  proof: STRING,
  'no-appeal-note': FLAG,
  instance: STRING,
  unfavourable: FLAG,
  kind: STRING,
  register: FLAG,
  'e-address': FLAG,
  email: STRING,
  'agreed-to-email': FLAG,
  postal: STRING,
  abroad: FLAG,
  eu: FLAG,
  binds: STRING,
  roll: STRING,
  backward: FLAG,
  cases: STRING,
  change: STRING,
  statutes: STRING,
  state: STRING,
  write: FLAG,
  help: FLAG,
} as const

type Options = ReturnType<typeof parse>['values']

function parse() {
  try {
    const args = process.argv.slice(2)
    const read = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true, tokens: true })
    const named = read.tokens.flatMap((one) => (one.kind === 'option' ? [one.name] : []))
    const twice = named.find((name, n) => named.indexOf(name) !== n)
    // Which of the two was meant, nobody can tell.
    if (twice) throw new Error(`--${twice} is given twice.`)
    return read
  } catch (error) {
    throw new Usage((error as Error).message)
  }
}

function need(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new Usage(`--${name} is missing.`)
  return value
}

function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  if ((allowed as readonly string[]).includes(value)) return value as T
  throw new Usage(`${name}: “${value}” is not one of ${allowed.join(', ')}.`)
}

function time(text: string, name: string): string {
  const instant = readInstant(text)
  if (instant !== null) return instant
  throw new Usage(
    `${name}: “${text}” is not a day (YYYY-MM-DD) or a time (YYYY-MM-DDTHH:MM, in Riga unless with Z or an offset).`,
  )
}

function day(text: string, name: string): string {
  if (isDay(text)) return text
  throw new Usage(`${name}: “${text}” is not a date of the form YYYY-MM-DD.`)
}

function readJson(file: string, name: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new Usage(`${name}: cannot read “${file}” (${(error as NodeJS.ErrnoException).code ?? 'error'}).`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Usage(`${name}: “${file}” is not JSON: ${(error as Error).message}.`)
  }
}

function calendarOf(o: Options): Calendar {
  return o.calendar === undefined ? CALENDAR : readCalendar(readJson(o.calendar, '--calendar'), CALENDAR)
}

function ruleId(text: string | undefined): RuleId {
  if (text === undefined) throw new Usage('Which rule? “law rules” lists them.')
  if (isRuleId(text)) return text
  const near = [...Object.keys(RULES), ...Object.keys(FAMILIES)].filter((id) =>
    id.toLowerCase().includes(text.toLowerCase()),
  )
  throw new Usage(
    `There is no rule “${text}”.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ' “law rules” lists them.'}`,
  )
}

const sentences = (steps: readonly Step[]) => ({ lv: sentence(steps, 'lv'), en: sentence(steps, 'en') })

function shown(clock: Clock, o: Options) {
  const derivation = o.redact ? redact(clock.derivation) : clock.derivation
  return {
    ...clock,
    ...(o.at === undefined ? {} : { overdue: overdue(clock, time(o.at, '--at')) }),
    derivation,
    sentence: sentences(derivation),
  }
}

function ruleShown(rule: Rule) {
  const { norm: ref, ...rest } = rule
  return { ...rest, norm: ref, normText: { lv: normText(ref, 'lv'), en: normText(ref, 'en') } }
}

function rules(id: string | undefined) {
  if (id === undefined) {
    const families = Object.entries(FAMILIES).map(([family, versions]) => ({ id: family, family: versions }))
    return [...Object.values(RULES).map(ruleShown), ...families]
  }
  const known = ruleId(id)
  return known in FAMILIES
    ? { id: known, family: FAMILIES[known as keyof typeof FAMILIES].map((one) => ruleShown(RULES[one])) }
    : ruleShown(RULES[known as keyof typeof RULES])
}

function dayShown(text: string | undefined, o: Options) {
  const info = dayInfo(day(text ?? '', 'day'), calendarOf(o))
  return { ...info, normText: { lv: normText(info.norm, 'lv'), en: normText(info.norm, 'en') } }
}

function holidays(text: string | undefined, o: Options) {
  const cal = calendarOf(o)
  if (text === undefined || !/^\d{4}$/.test(text)) throw new Usage('holidays YEAR: the year has four digits.')
  const days = new Set(standingHolidays(Number(text)).map((h) => fromNumber(h.n)))
  for (const extra of cal.extraHolidays) days.add(extra.day)
  for (const move of cal.movedDays) days.add(move.off).add(move.worked)
  return [...days]
    .filter((d) => d.startsWith(text))
    .sort()
    .map((d) => dayInfo(d, cal))
}

function due(args: string[], o: Options) {
  const rule = ruleId(args[0])
  const cal = calendarOf(o)
  const place = { atInstitution: o['at-institution'] === true }
  if (o.from !== undefined) {
    if (o.facts !== undefined) throw new Usage('Give either --facts or --from, not both.')
    const term = termFrom(rule, time(o.from, '--from'), cal, place)
    return { rule, ...term, sentence: sentences(term.derivation), calendarVersion: cal.version }
  }
  const facts = readFacts(readJson(need(o.facts, 'facts'), '--facts'), rule, cal)
  return shown(foldClock(rule, facts, cal, place), o)
}

function clocks(args: string[], o: Options) {
  const rules = args.map((id) => ruleId(id))
  if (rules.length === 0) throw new Usage('clocks RULE RULE …: which rules?')
  const cal = calendarOf(o)
  const facts = readFacts(readJson(need(o.facts, 'facts'), '--facts'), rules[0]!, cal)
  return foldClocks(rules, facts, cal).map((clock) => shown(clock, o))
}

function extend(args: string[], o: Options) {
  const rule = ruleId(args[0])
  const cal = calendarOf(o)
  const facts: ClockFact[] = readFacts(readJson(need(o.facts, 'facts'), '--facts'), rule, cal)
  const proposed: ProposedExtension = {
    at: time(need(o.at, 'at'), '--at'),
    ground: o.ground ?? '',
    by: oneOf(o.by ?? 'institution', ['institution', 'ministry'] as const, '--by'),
    ...(o.until === undefined ? {} : { until: day(o.until, '--until') }),
    ...(o.months === undefined ? {} : { months: whole(o.months, '--months') }),
    ...(o.extension === undefined ? {} : { rule: o.extension }),
    ...(o.notice === undefined ? {} : { noticeAt: time(o.notice, '--notice') }),
  }
  return checkExtension(rule, facts, proposed, cal)
}

function whole(text: string, name: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 10_000)
    throw new Usage(`${name}: “${text}” is not a whole number up to 10000.`)
  return Number(text)
}

function term(args: string[], o: Options) {
  const units = [
    'years',
    'months',
    'weeks',
    'days',
    'working-days',
    'hours',
    'minutes',
  ] as const satisfies readonly Unit[]
  const amount = whole(args[0] ?? '', 'term N UNIT')
  const unit = oneOf(
    (args[1] ?? '').replace(/^(year|month|week|day|working-day|hour|minute)$/, '$1s'),
    units,
    'term N UNIT',
  )
  const binds = oneOf<Binds>(o.binds ?? 'institution', ['institution', 'party', 'service'], '--binds')
  const backward = o.backward === true
  const inHours = unit === 'hours' || unit === 'minutes'
  if (backward && inHours) throw new Usage('A backward term is counted in days or longer.')
  const rule: Rule = {
    id: 'term',
    title: { lv: 'Termiņš', en: 'Term' },
    norm: {
      act: 'APL',
      article: unit === 'months' || unit === 'years' ? '43(1)' : unit === 'hours' ? '42(2)' : '42(1)',
    },
    event: { lv: 'norādītais brīdis', en: 'the moment given' },
    amount,
    unit,
    direction: backward ? 'backward' : 'forward',
    start: unit === 'hours' ? 'next-full-hour' : unit === 'minutes' ? 'moment' : 'day-after',
    roll: oneOf(
      o.roll ?? (backward || inHours ? 'none' : 'next-working-day'),
      ['next-working-day', 'previous-working-day', 'none'] as const,
      '--roll',
    ),
    binds,
    kind: 'statutory',
    resets: true,
    extensions: [],
    certainty: 'F',
  }
  const cal = calendarOf(o)
  const place = { atInstitution: o['at-institution'] === true }
  if (o.facts !== undefined)
    return shown(foldRule(rule, readFacts(readJson(o.facts, '--facts'), 'term', cal), cal, place), o)
  const result = termFrom(rule, time(need(o.from, 'from'), '--from'), cal, place)
  return { ...result, sentence: sentences(result.derivation), calendarVersion: cal.version }
}

function serve(o: Options) {
  const channel = need(o.channel, 'channel')
  if (!isChannel(channel))
    throw new Usage(`--channel: “${channel}” is not one of ${Object.keys(CHANNELS).join(', ')}.`)
  const calendar = calendarOf(o)
  const input: ServeInput = {
    channel,
    sentAt: time(need(o.sent, 'sent'), '--sent'),
    appealNote: o['no-appeal-note'] !== true,
    instance: oneOf(o.instance ?? 'issuer', ['issuer', 'higher'] as const, '--instance'),
    unfavourable: o.unfavourable === true,
    calendar,
    ...(o.to === undefined
      ? {}
      : { to: oneOf(o.to, ['natural-person', 'legal-person', 'institution'] as const, '--to') }),
    ...(o.proof === undefined ? {} : { proofAt: time(o.proof, '--proof') }),
  }
  const answer = serveDocument(input)
  const { served, inForce, contest } = answer.derivation
  return {
    ...answer,
    sentence: { served: sentences(served), inForce: sentences(inForce), contest: sentences(contest) },
    calendarVersion: calendar.version,
  }
}

function choose(o: Options) {
  const input: ChooseInput = {
    addressee: {
      kind: oneOf(need(o.kind, 'kind'), ['natural-person', 'legal-person', 'institution'] as const, '--kind'),
      inEnterpriseRegister: o.register === true,
      hasEAddress: o['e-address'] === true,
      agreedToEmail: o['agreed-to-email'] === true,
      region: o.eu === true ? 'eu' : o.abroad === true ? 'elsewhere' : 'latvia',
      ...(o.email === undefined ? {} : { email: o.email }),
      ...(o.postal === undefined ? {} : { postalAddress: o.postal }),
    },
    unfavourable: o.unfavourable === true,
  }
  return chooseChannel(input)
}

function preview(o: Options) {
  const cases = readJson(need(o.cases, 'cases'), '--cases')
  if (!Array.isArray(cases)) throw new Usage('--cases: must be a list of {id, rule, facts}.')
  const at = time(need(o.at, 'at'), '--at')
  const [fact] = readFacts(
    [{ ...(readJson(need(o.change, 'change'), '--change') as object), at }],
    '',
    CALENDAR,
  )
  if (fact?.type !== 'calendar-changed' && fact?.type !== 'rule-changed')
    throw new Usage('--change: must be of type calendar-changed or rule-changed.')
  const { id: _, at: __, recordedAt: ___, ...change } = fact
  const clocks = cases.map((c: { id?: unknown; rule?: unknown; facts?: unknown }, i): CaseClock => {
    if (typeof c?.id !== 'string' || typeof c.rule !== 'string')
      throw new Usage(`--cases[${i}]: needs id and rule.`)
    const rule = ruleId(c.rule)
    return { id: c.id, rule, facts: readFacts(c.facts, rule, CALENDAR) }
  })
  return previewChange(clocks, change as LawChange, at)
}

function identify(text: string | undefined) {
  if (text === undefined || text.trim() === '') throw new Usage('id TEXT: the text is missing.')
  const readings = explainIdentifier(text, dayOf(new Date().toISOString()))
  return { text, wellFormed: readings.some((r) => r.wellFormed), readings }
}

function cite(text: string | undefined) {
  if (text === undefined || text === '') throw new Usage('norm "ACT ARTICLE": for example “APL 64(1)”.')
  const ref = norm(text)
  return { norm: ref, text: { lv: normText(ref, 'lv'), en: normText(ref, 'en') } }
}

/** Without a folder of statutes: against what the project keeps of them. */
function norms(o: Options) {
  if (o.statutes === undefined) {
    if (o.write) throw new Usage('--write needs --statutes FOLDER.')
    return checkedNorms(keptLaw())
  }
  const state = o.write ? need(o.state, 'state') : (o.state ?? keptLaw().state)
  if (!/^\d{4}-\d{2}$/.test(state)) throw new Usage(`--state: “${state}” is not a month YYYY-MM.`)
  let known: KnownLaw
  try {
    known = readStatutes(o.statutes, state)
  } catch (error) {
    throw new Usage(`--statutes: ${(error as Error).message}.`)
  }
  if (known.acts.size === 0) throw new Usage(`--statutes: “${o.statutes}” has no law that is known here.`)
  if (o.write) writeFileSync(PROVISIONS_FILE, writeProvisions(known))
  return checkedNorms(known)
}

function checkedNorms(known: KnownLaw) {
  const checked = checkNorms(known)
  if (checked.unknown.length > 0) process.exitCode = 1
  return checked
}

/** Every provision of an answer says where its text can be read. */
function withAddress(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { act, article, ...rest } = value as { act?: unknown; article?: unknown }
  if (typeof act !== 'string' || typeof article !== 'string' || Object.keys(rest).length > 0) return value
  const url = Object.hasOwn(ACTS, act) ? normUrl({ act, article }) : undefined
  return url ? { act, article, url } : value
}

function answer(command: string | undefined, args: string[], o: Options): unknown {
  switch (command) {
    case 'rules':
      return rules(args[0])
    case 'day':
      return dayShown(args[0], o)
    case 'holidays':
      return holidays(args[0], o)
    case 'due':
      return due(args, o)
    case 'clocks':
      return clocks(args, o)
    case 'extend':
      return extend(args, o)
    case 'term':
      return term(args, o)
    case 'serve':
      return serve(o)
    case 'channels':
      return Object.entries(CHANNELS).map(([id, c]) => ({
        id,
        ...c,
        normText: { lv: normText(c.norm, 'lv'), en: normText(c.norm, 'en') },
      }))
    case 'choose':
      return choose(o)
    case 'id':
      return identify(args.join(' '))
    case 'norm':
      return cite(args.join(' '))
    case 'norms':
      return norms(o)
    case 'facts':
      return FACT_FIELDS
    case 'preview':
      return preview(o)
    case 'unverified':
      return listUnverified()
    default:
      throw new Usage(command === undefined ? USAGE : `There is no command “${command}”.\n${USAGE}`)
  }
}

try {
  const { values, positionals } = parse()
  if (values.help) throw new Usage(USAGE)
  const [command, ...args] = positionals
  process.stdout.write(`${JSON.stringify(answer(command, args, values), withAddress, 2)}\n`)
} catch (error) {
  if (!(error instanceof Usage || error instanceof LawError)) throw error
  process.stderr.write(
    `law: ${error instanceof LawError ? `${error.reason.en}\n     ${error.reason.lv}` : error.message}\n`,
  )
  process.exitCode = 2
}
