import { addDays, type Day } from '../../law/time.ts'
import type { Http } from '../lib/http.ts'
import { type CaseFile, type Door, json } from './door.ts'
import { attachment } from './files.ts'
import type { Head, Programme } from './programmes.ts'

/** What a case of the demonstration is about. */
export interface About {
  /** Names it for good: in its keys. */
  id: string
  head: Head
  institution: { name: string; sites: readonly string[] }
  inspector: string
  programme: Programme
}

/** Where an act of a case is done, beside the case. */
export interface Surroundings {
  door: Door
  /** An earlier bringing was broken off: what it did is found done, and is not done again. */
  resumed: boolean
  /** Cases and drafts that the service has, by head and subject. */
  known: { cases: Map<string, string>; drafts: Map<string, string> }
}

/** The subject under which the service lists an application. */
const subjectOf = ({ name, code }: Programme): string => `${name} (${code.replaceAll(' ', '')})`
export const nameIn = (head: string, subject: string): string => `${head}: ${subject}`

/**
 * One case as the people of the demonstration lead it, act by act. Every act has a key that is its own for good: done again,
 * it is answered as before and changes nothing.
 */
export class DemoCase {
  readonly about: About
  readonly #in: Surroundings
  #caseId: string | undefined

  constructor(about: About, surroundings: Surroundings) {
    this.about = about
    this.#in = surroundings
    this.#caseId = surroundings.known.cases.get(nameIn(about.head, this.subject))
  }

  get subject(): string {
    return subjectOf(this.about.programme)
  }

  get isThere(): boolean {
    return this.#caseId !== undefined
  }

  get caseId(): string {
    if (!this.#caseId) throw new Error('it has not been applied for')
    return this.#caseId
  }

  /** Fills in the form, attaches what its route asks for, and sends it. */
  async apply(today: Day): Promise<void> {
    if (this.#caseId) return
    this.#caseId = await this.#send('licensing', this.subject, this.#answers(today), this.#files())
    await this.sent('receipt')
  }

  /** Fills in the form and leaves it at that. */
  async draft(today: Day): Promise<void> {
    await this.#draft('licensing', this.subject, this.#answers(today))
  }

  /** Asks for a duplicate of the licence that a case led to. */
  async applyForCopy(of: DemoCase | undefined, purpose: string): Promise<void> {
    const entryNo = of ? await of.entryNo() : 'LP-2019-0417'
    this.#caseId =
      this.#in.known.cases.get(nameIn(this.about.head, entryNo)) ??
      (await this.#send('certificate-copy', entryNo, { entryNo, purpose }, []))
    await this.sent('receipt')
  }

  /** The number under which the programme stands in the register. */
  entryNo(): Promise<string> {
    return this.#in.door.until('the entry of the register', async () => {
      const { timeline } = await this.#file(this.about.head)
      return timeline.find((e) => e.type === 'register-entered')?.data.entryNo as string | undefined
    })
  }

  /** The inspector takes the work, unless somebody has taken it. */
  async take(): Promise<void> {
    const { door } = this.#in
    const { inspector } = this.about
    const task = await door.until('work for the inspector', async () => {
      const { tasks, timeline } = await this.#file(inspector)
      if (timeline.some((e) => e.type === 'assigned')) return null
      return tasks.find((t) => t.state === 'open' && t.role === 'inspector')
    })
    if (!task) return
    const path = `/api/cases/${this.caseId}/tasks/${encodeURIComponent(task.taskId)}/claim`
    await door.ask(inspector, 'post', path, {}, this.#key('claim'))
  }

  async note(text: string): Promise<void> {
    const { inspector } = this.about
    await this.#in.door.ask(inspector, 'post', `/api/cases/${this.caseId}/notes`, { text }, this.#key('note'))
  }

  /**
   * Does an act as soon as it can be done, and waits for the letter that it sends.
   * @param name of the act in this case, where it is done more than once
   */
  async act(
    person: string,
    act: string,
    { payload = {}, letter, name = act }: { payload?: unknown; letter?: string; name?: string } = {},
  ): Promise<void> {
    const { door, resumed } = this.#in
    await door.until(`${act} in ${this.about.id}`, async () => {
      const { actions, state } = await this.#file(person)
      if (!resumed && !actions.some((a) => a.act === act && a.possible)) return undefined
      const http = await door.as(person)
      const reply = await http.post(
        `/api/cases/${this.caseId}/acts/${act}`,
        { payload, revision: state.revision },
        { headers: { 'idempotency-key': this.#key(name) } },
      )
      // Others were faster, it cannot be done yet, or no answer came in time: asked again under the same key.
      return reply.status === 409 || reply.status === 503 ? undefined : json<{ stage: string }>(reply)
    })
    if (letter) await this.sent(letter)
  }

  /** Waits until a letter has gone out: so that it bears the day on which it was written. */
  async sent(kind: string): Promise<void> {
    await this.#in.door.until(`${kind} in ${this.about.id}`, async () => {
      const { documents } = await this.#file(this.about.inspector)
      return documents.some((d) => d.kind === kind && d.channel !== null) || undefined
    })
  }

  /** The head opens the application, adds what was missing and sends it anew. */
  async cure(): Promise<void> {
    const { door, resumed } = this.#in
    const { head } = this.about
    if (resumed && (await this.#isCured())) return
    const path = `/api/cases/${this.caseId}/cure`
    const { id, data } = await door.ask<{ id: string; data: { lessonPlan: unknown[] } }>(head, 'post', path)
    if (data.lessonPlan.length < 2) await this.#attach(id, 'lessonPlan', 'Papildināts mācību plāns')
    await this.act(head, 'application.cure', { payload: { draftId: id } })
  }

  async #isCured(): Promise<boolean> {
    return (await this.#file(this.about.head)).versions > 1
  }

  #file(person: string): Promise<CaseFile> {
    return this.#in.door.case(person, this.caseId)
  }

  #key(name: string): string {
    return `demonstration/${this.about.id}/${name}`
  }

  #answers(today: Day): Record<string, unknown> {
    const { programme, institution } = this.about
    return {
      route: this.#own ? 'own' : 'model',
      programmeCode: programme.code,
      programmeName: programme.name,
      scope: programme.scope,
      durationMonths: String(programme.months),
      form: programme.form,
      ...(programme.qualification ? { qualification: programme.qualification } : {}),
      siteAddress: institution.sites[this.about.id.length % institution.sites.length],
      plannedStart: addDays(today, 200),
      founderApprovalDate: addDays(today, -20),
      founderApprovalNumber: `${this.about.id.replaceAll(/\D/g, '')}/${today.slice(0, 4)}`,
      declaration: true,
    }
  }

  /** Vocational programmes are made by the institution itself. */
  get #own(): boolean {
    return this.about.programme.qualification !== undefined
  }

  #files(): [field: string, title: string][] {
    const files: [string, string][] = [['lessonPlan', 'Mācību plāns']]
    if (this.#own)
      files.push(['programmeFile', 'Izglītības programma'], ['founderApprovalFile', 'Dibinātāja saskaņojums'])
    return files
  }

  /** A draft that was begun before goes on. */
  async #draft(form: string, subject: string, data: Record<string, unknown>): Promise<string> {
    const { door, known } = this.#in
    const { head } = this.about
    const begun = known.drafts.get(nameIn(head, subject))
    if (begun) return begun
    return (await door.ask<{ id: string }>(head, 'post', '/api/drafts', { form, data })).id
  }

  async #send(
    form: string,
    subject: string,
    data: Record<string, unknown>,
    files: [field: string, title: string][],
  ): Promise<string> {
    const { door } = this.#in
    const { head } = this.about
    const id = await this.#draft(form, subject, data)
    const { data: there } = await door.ask<{ data: Record<string, unknown> }>(
      head,
      'get',
      `/api/drafts/${id}`,
    )
    for (const [field, title] of files) if (!there[field]) await this.#attach(id, field, title)
    const { caseId } = await door.ask<{ caseId: string }>(head, 'post', `/api/drafts/${id}/submit`)
    return caseId
  }

  async #attach(draftId: string, field: string, title: string): Promise<void> {
    const { door } = this.#in
    const { head, institution, programme } = this.about
    const bytes = await attachment(title, [institution.name, programme.name])
    const http = await door.as(head)
    await door.until(`a place for ${title}`, async () => {
      const reply = await upload(http, `/api/drafts/${draftId}/files/${field}`, bytes, `${title}.pdf`)
      // Too many of the person's files are coming in just now.
      return reply.status === 429 ? undefined : json<unknown>(reply)
    })
  }
}

async function upload(http: Http, path: string, bytes: Buffer, name: string) {
  const body = new FormData()
  body.append('_csrf', (await http.session()).csrfToken)
  body.append('file', new Blob([new Uint8Array(bytes)]), name)
  return http.form(path, body)
}
