import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import { launch, look, type Violation, Visitor } from './browser.ts'

// Who works and who must not, as people meet it: an inspector tells of a conflict, a supervisor judges it, somebody is away.

let stack: Stack
let browser: Browser
let path: string
let inspector: Visitor
let reviewer: Visitor
let supervisor: Visitor
const found: Violation[] = []

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startStack({ label: 'work-pages' }), launch()])
  const applicant = await stack.signIn('baiba-kalnina')
  await s.toOrdinaryDay(applicant)
  await withClient(stack.database.adminUrl, (c) =>
    c.query(`INSERT INTO role_grant (id, person_id, role, valid_from)
      SELECT gen_random_uuid(), id, 'inspector', now() - interval '1 day' FROM person WHERE family_name = 'Liepa'`),
  )
  const { caseId } = await s.apply(applicant, {}, await s.now(applicant))
  await s.untilStage(applicant, caseId, 'completeness', 60_000)
  path = `/cases/${caseId}`
  ;[inspector, reviewer, supervisor] = (await Promise.all(
    ['inese-berzina', 'andris-liepa', 'maris-krumins'].map((person) =>
      Visitor.open(browser, stack.urls.api, { person }),
    ),
  )) as [Visitor, Visitor, Visitor]
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 180_000)

test('an inspector who is away: the substitute finds the work among the own', async () => {
  await inspector.until('/desk', 'Pamatizglītības programma')
  await inspector.press(/^Paņemt/)
  await inspector.press('Prombūtne un aizvietošana', 'link')
  await inspector.press('Ierakstīt')
  expect(await inspector.page.locator('[data-error-summary] a').count()).toBe(3)
  found.push(...(await look(inspector, 'absences-errors')))
  await inspector.page.locator('[name="substituteId"]').selectOption({ label: 'Andris Liepa' })
  const today = await s.today(await stack.signIn('baiba-kalnina'))
  await inspector.fillDate('firstDay', today)
  await inspector.fillDate('lastDay', today)
  await inspector.press('Ierakstīt')
  expect(await inspector.text()).toContain('Prombūtne ir ierakstīta.')
  found.push(...(await look(inspector, 'absences')))
  await reviewer.go('/desk?view=mine')
  expect(await reviewer.text()).toContain('Jūs tagad aizvietojat: Inese Bērziņa.')
  expect(await reviewer.text()).toContain('Pamatizglītības programma')
  found.push(...(await look(reviewer, 'desk-substitute')))
  await supervisor.go('/supervise')
  expect(await supervisor.text()).toContain('aizvieto Andris Liepa')
  found.push(...(await look(supervisor, 'supervise-absent')))
  await supervisor.go('/absences')
  found.push(...(await look(supervisor, 'absences-supervisor')))
  await supervisor.press(/^Izbeigt prombūtni/)
  expect(await supervisor.text()).toContain('Prombūtne ir izbeigta.')
}, 180_000)

test('an inspector tells of a conflict; a supervisor finds it on the desk and judges it', async () => {
  await inspector.go(path)
  await inspector.press('Paziņot par interešu konfliktu', 'link')
  found.push(...(await look(inspector, 'conflicts-empty')))
  await inspector.page.locator('[name="reason"]').fill('Skolā mācās mans dēls.')
  await inspector.press('Paziņot')
  expect(await inspector.page.locator('[data-error-summary] a').count()).toBe(1)
  expect(await inspector.page.locator('[name="reason"]').inputValue()).toBe('Skolā mācās mans dēls.')
  found.push(...(await look(inspector, 'conflicts-errors')))
  await inspector.choose('ground', 'doubt')
  await inspector.press('Paziņot')
  expect(await inspector.text()).toContain('Par interešu konfliktu ir paziņots')
  await supervisor.until('/desk', 'Izvērtēt interešu konfliktu')
  await supervisor.go(`${path}/conflicts`)
  found.push(...(await look(supervisor, 'conflicts-judge')))
  expect(await supervisor.text()).toContain('Skolā mācās mans dēls.')
  await supervisor.press(/^Šaubas nav pamatotas/)
  await supervisor.page.locator('[data-error-summary] a').click()
  expect(await supervisor.page.evaluate('document.activeElement.name')).toMatch(/^reason-/)
  found.push(...(await look(supervisor, 'conflicts-judge-errors')))
  await supervisor.page.locator('[name^="reason-"]').fill('Dēls mācās citā programmā.')
  await supervisor.press(/^Šaubas nav pamatotas/)
  expect(await supervisor.text()).toContain('Interešu konflikts ir izvērtēts.')
  expect(await supervisor.text()).toContain('var turpināt')
  found.push(...(await look(supervisor, 'conflicts-waived')))
  await supervisor.go(path)
  expect(await supervisor.text()).toContain('Šaubas atzītas par nepamatotām')
}, 180_000)

test('a tie is said once; a superior notes its end', async () => {
  await inspector.go('/desk')
  await inspector.press('Saistība ar iestādēm', 'link')
  found.push(...(await look(inspector, 'ties-empty')))
  await inspector.press('Paziņot')
  expect(await inspector.page.locator('[data-error-summary] a').count()).toBeGreaterThan(0)
  found.push(...(await look(inspector, 'ties-errors')))
  await inspector.page.locator('[name="regNo"]').fill('0000000011')
  await inspector.choose('ground', 'post')
  await inspector.page.locator('[name="reason"]').fill('Vadu pulciņu.')
  await inspector.press('Paziņot')
  expect(await inspector.text()).toContain('Priežukalna vidusskola')
  await supervisor.go('/ties')
  await supervisor.page.locator('summary').first().click()
  found.push(...(await look(supervisor, 'ties-end')))
  await supervisor.press(/^Atzīmēt beigas/)
  found.push(...(await look(supervisor, 'ties-end-errors')))
  await supervisor.page.locator('[name^="reason-"]').fill('Pulciņš beidzies.')
  await supervisor.press(/^Atzīmēt beigas/)
  expect(await supervisor.text()).toContain('Beigas ir atzīmētas.')
  expect(await supervisor.text()).toContain('Māris Krūmiņš: Pulciņš beidzies.')
}, 180_000)

test('axe finds nothing on any of them', () => {
  expect(found).toEqual([])
})
