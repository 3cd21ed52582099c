import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import { launch, picture, type Violation, Visitor, violations } from './browser.ts'

// Retention as people do it: a hold, an act that one person plans and another approves, and what is left of the case.

let stack: Stack
let browser: Browser
let caseId: string
let held: string
let head: Visitor
let supervisor: Visitor
let director: Visitor
const found: Violation[] = []

async function look(visitor: Visitor, name: string): Promise<void> {
  await picture(visitor.page, name)
  found.push(...(await violations(visitor.page, name)))
}

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startStack({ label: 'retention-pages' }), launch()])
  const applicant = await stack.signIn('baiba-kalnina')
  await s.toOrdinaryDay(applicant)
  for (const which of ['goes', 'held']) {
    const { caseId: made } = await s.apply(applicant, {}, await s.now(applicant))
    await s.untilStage(applicant, made, 'completeness', 60_000)
    await s.doAct(applicant, made, 'case.withdraw', { reason: 'Programma vairs nav vajadzīga.' })
    await waitFor(async () => (await s.getCase(applicant, made)).state.closedAt, {
      timeoutMs: 120_000,
      what: 'the case closed',
    })
    if (which === 'goes') caseId = made
    else held = made
  }
  ;[head, supervisor, director] = (await Promise.all(
    ['baiba-kalnina', 'maris-krumins', 'dace-vitola'].map((person) =>
      Visitor.open(browser, stack.urls.api, { person }),
    ),
  )) as [Visitor, Visitor, Visitor]
  const at = await s.now(applicant)
  at.setUTCFullYear(at.getUTCFullYear() + 2)
  at.setUTCDate(at.getUTCDate() + 3)
  await s.moveTo(applicant, at)
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 180_000)

/** The staff say why they look into a case that is not theirs. */
async function openCase(visitor: Visitor, id: string): Promise<void> {
  await visitor.go(`/cases/${id}`)
  if ((await visitor.page.locator('input[name="purpose"]').count()) === 0) return
  await visitor.choose('purpose', 'control')
  await visitor.page.locator('[name="reason"]').fill('Glabāšanas termiņu pārbaude.')
  await visitor.page.locator('main button[type="submit"]').first().click()
  await visitor.page.waitForLoadState('load')
}

test('a hold is set on the page of the case', async () => {
  await openCase(supervisor, held)
  await supervisor.page.getByText('Noteikt saglabāšanas pienākumu').first().click()
  const year = Number((await (await supervisor.context.request.get('/api/dev/clock')).json()).now.slice(0, 4))
  await supervisor.fillDate('review', `${year + 1}-01-15`)
  await supervisor.page.locator('[name="holdReason"]').fill('Tiesvedība lietā A42-001.')
  await look(supervisor, 'retention-hold-form')
  await supervisor.press('Noteikt saglabāšanas pienākumu')
  expect(await supervisor.text()).toContain('Saglabāšanas pienākums ir noteikts.')
  expect(await supervisor.text()).toContain('Tiesvedība lietā A42-001.')
  await look(supervisor, 'retention-held-case')
}, 120_000)

test('what is due is planned by the supervisor, who cannot approve it', async () => {
  await supervisor.go('/supervise')
  await supervisor.press('Glabāšana un dzēšana', 'link')
  const text = await supervisor.text()
  expect(text).toContain('attur saglabāšanas pienākums')
  // A period that no source gives is told to be one.
  expect(text).toContain('nav pārbaudīts')
  await look(supervisor, 'retention')
  await supervisor.press('Sastādīt iznīcināšanas aktu')
  expect(await supervisor.text()).toContain('Šo aktu sastādījāt jūs; apstiprina cita persona.')
  expect(await supervisor.page.getByRole('button', { name: 'Apstiprināt un dzēst' }).count()).toBe(0)
}, 120_000)

test('the director approves with the agreement of the archives; the page tells how far it is', async () => {
  await director.go(new URL(supervisor.page.url()).pathname)
  await look(director, 'retention-act')
  await director.press('Apstiprināt un dzēst')
  expect(await director.text()).toContain('Norādiet Latvijas Nacionālā arhīva saskaņojuma numuru')
  await look(director, 'retention-act-error')
  await director.page.locator('#agreement').fill('12-1/77, 02.05.2029.')
  await director.press('Apstiprināt un dzēst')
  await director.until(new URL(director.page.url()).pathname, 'Izpildīts')
  await waitFor(async () => (await director.text()).includes('dzēsts'), {
    what: 'the result',
    timeoutMs: 120_000,
  })
  await look(director, 'retention-act-done')
}, 120_000)

test('the applicant sees what was erased, when and by which act; the staff as well', async () => {
  await head.until(`/cases/${caseId}`, 'Daļa lietas ir dzēsta')
  expect(await head.text()).toContain('iznīcināšanas akts Nr. 1')
  await look(head, 'retention-erased-applicant')
  await openCase(director, caseId)
  expect(await director.text()).toContain('Daļa lietas ir dzēsta')
  await look(director, 'retention-erased-staff')
  const { documents } = await (await head.context.request.get(`/api/cases/${caseId}`)).json()
  const visitor = await Visitor.open(browser, stack.urls.api)
  await visitor.go(`/verify/${documents[0].verifyCode}`)
  expect(await visitor.text()).toContain('Mūsu eksemplārs dzēsts')
  await look(visitor, 'retention-erased-verify')
}, 120_000)

test('axe finds nothing against WCAG 2.2 AA', () => {
  expect(found).toEqual([])
})
