import { AUTHORITY, MINISTRY, PLACE } from '../../forms/authority.ts'
import { channelTo } from '../../forms/channel.ts'
import type { Shown } from '../../forms/form.ts'
import { textsFor } from '../../forms/texts/all.ts'
import { setTerm } from '../../law/clock/set-term.ts'
import { calendarIn } from '../../law/clock/term.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { Channel } from '../../law/service/channels.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf } from '../../law/time.ts'
import { type OriginalDecision, originalDecision } from '../../ledger/about.ts'
import { type Addressee, addresseeOf } from '../../ledger/addressee.ts'
import { calendarCited, citedIn, readCalendars } from '../../ledger/calendars.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { mainParty } from '../../ledger/parties.ts'
import type { Database } from '../../platform/database.ts'
import { inPrismaTransaction } from '../../platform/sql.ts'
import type { IssueInput } from '../../workflows/types.ts'

/** All that a letter may say about its case, loaded once. */
export interface LetterContext {
  procedure: string
  input: IssueInput
  state: CaseState
  /** To whom the letter goes, as it is reached at that instant; of what goes to an authority, the party whose matter it is. */
  addressee: Addressee
  /** The party whose matter the case is. */
  party: Addressee
  /** The person who sent the application. */
  applicantName: string
  application: {
    form: string
    version: number
    data: Record<string, unknown>
    shown: Shown[]
    contentHash: string
    submittedAt: Date
  }
  /** The text of the command that the letter carries. */
  payload: Record<string, unknown>
  /** The newest text of each act. */
  latestPayloads: Map<string, { payload: Record<string, unknown>; at: Date; actorId: string | null }>
  /** The decision of another case that is decided upon. */
  original?: OriginalDecision | undefined
  nameOf(personId: string): Promise<string>
}

/** A document ready to be rendered. */
export interface LetterDraft {
  template: string
  input: Record<string, unknown>
  /** The last day that the letter gives the addressee, if it gives one. */
  until?: string
  title: { lv: string; en: string }
}

export async function loadContext(db: Database, input: IssueInput): Promise<LetterContext> {
  const record = await db.caseRecord.findUniqueOrThrow({
    where: { id: input.caseId },
    select: {
      procedure: true,
      applications: {
        orderBy: { version: 'desc' },
        take: 1,
        select: { form: true, version: true, data: true, shown: true, contentHash: true, submittedAt: true },
      },
      events: {
        where: { type: 'act' },
        orderBy: { seq: 'asc' },
        select: { data: true, at: true, actorId: true },
      },
    },
  })
  const { state: stored } = await db.caseView.findUniqueOrThrow({
    where: { caseId: input.caseId },
    select: { state: true },
  })
  const state = stored as unknown as CaseState
  const sql = inPrismaTransaction(db)
  const main = mainParty(state)!.partyId
  await readCalendars(sql, citedIn(state.terms.flatMap((t) => t.facts)))
  const { about } = state
  const [party, addressee, original, command, applicant] = await Promise.all([
    addresseeOf(sql, state, main, input.at),
    addresseeOf(sql, state, input.addressee ?? main, input.at),
    about ? originalDecision(sql, about, input.at) : undefined,
    input.command
      ? db.command.findUniqueOrThrow({ where: { key: input.command }, select: { payload: true } })
      : undefined,
    state.filedBy === null
      ? undefined
      : db.person.findUniqueOrThrow({
          where: { id: state.filedBy },
          select: { givenName: true, familyName: true },
        }),
  ])
  const latest = record.applications[0]!
  const latestPayloads: LetterContext['latestPayloads'] = new Map()
  for (const event of record.events) {
    const data = event.data as { act: string; payload?: Record<string, unknown> }
    latestPayloads.set(data.act, { payload: data.payload ?? {}, at: event.at, actorId: event.actorId })
  }
  return {
    procedure: record.procedure,
    input,
    state,
    addressee,
    party,
    original,
    applicantName: applicant ? `${applicant.givenName} ${applicant.familyName}` : '',
    application: {
      ...latest,
      data: latest.data as Record<string, unknown>,
      shown: latest.shown as unknown as Shown[],
    },
    payload: (command?.payload ?? {}) as Record<string, unknown>,
    latestPayloads,
    async nameOf(personId) {
      const person = await db.person.findUniqueOrThrow({
        where: { id: personId },
        select: { givenName: true, familyName: true },
      })
      return `${person.givenName} ${person.familyName}`
    },
  }
}

const CHANNEL_WORDS: Record<Channel, string> = {
  'in-person': 'klātienē',
  messenger: 'ar ziņnesi',
  post: 'pa pastu',
  'registered-post': 'ierakstītā pasta sūtījumā',
  'registered-post-eu': 'ierakstītā pasta sūtījumā uz ES dalībvalsti',
  'registered-post-abroad': 'ierakstītā pasta sūtījumā uz ārvalstīm',
  'e-mail': 'elektroniskajā pastā',
  'e-address': 'oficiālajā elektroniskajā adresē',
  portal: 'sistēmā Lieta',
  'public-notice': 'oficiālajā izdevumā „Latvijas Vēstnesis”',
}

/** The fields that all letters to a party share. */
export function head(c: LetterContext, unfavourable: boolean): Record<string, unknown> {
  const { channel } = channelTo(c.addressee, unfavourable)
  const words = CHANNEL_WORDS[channel]
  return {
    issuer: AUTHORITY,
    place: PLACE,
    date: dayOf(c.input.at),
    caseNumber: c.state.number,
    addressee: addressee(c, words),
    sealed: true,
  }
}

/** A party as it stands in a document. */
export function onPaper({ name, regNo, legalAddress }: Addressee): Record<string, unknown> {
  return {
    name,
    ...(regNo === null ? {} : { regNo }),
    ...(legalAddress === null ? {} : { address: legalAddress }),
  }
}

function addressee(c: LetterContext, channel?: string): Record<string, unknown> {
  return {
    ...onPaper(c.addressee),
    ...(channel ? { channel } : {}),
  }
}

export function applicationOf(c: LetterContext): Record<string, unknown> {
  return {
    what: `${textsFor(c.procedure).letters.application}: ${c.state.subject}`,
    receivedOn: dayOf(c.state.receivedAt),
    number: c.state.number,
  }
}

/** What the case is about, as it stands after "par": the matter of the procedure, and the subject of the case. */
export function matterOf(c: LetterContext): string {
  return `${textsFor(c.procedure).letters.about}: ${c.state.subject}`
}

/** The end of a term that the institution sets, counted from when this letter will count as served. */
export function termAfterService(
  c: LetterContext,
  rule: RuleId,
  amount: number,
  unfavourable: boolean,
): string {
  const calendar = calendarIn(c.state.terms, calendarCited)
  const { channel } = channelTo(c.addressee, unfavourable)
  const served = serveDocument({ channel, sentAt: c.input.at, calendar })
  return setTerm(rule, served.servedOn, amount, calendar).due
}

/** The fields that all letters to the ministry share. */
export function toMinistry(c: LetterContext): Record<string, unknown> {
  return {
    issuer: AUTHORITY,
    place: PLACE,
    date: dayOf(c.input.at),
    caseNumber: c.state.number,
    sealed: true,
    addressee: {
      name: MINISTRY.name,
      regNo: MINISTRY.regNo,
      address: MINISTRY.address,
      channel: 'oficiālajā elektroniskajā adresē',
    },
  }
}
