import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import { launch, look, type Violation, Visitor } from './browser.ts'

// Parties as people meet them: a head names an advocate, an official looks at the authorisation, the advocate reads the case.

let stack: Stack
let browser: Browser
let path: string
let head: Visitor
let inspector: Visitor
const found: Violation[] = []

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startStack({ label: 'parties-pages' }), launch()])
  const applicant = await stack.signIn('baiba-kalnina')
  await s.toOrdinaryDay(applicant)
  const { caseId } = await s.apply(applicant, {}, await s.now(applicant))
  await s.untilStage(applicant, caseId, 'completeness', 60_000)
  path = `/cases/${caseId}`
  ;[head, inspector] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina'].map((person) => Visitor.open(browser, stack.urls.api, { person })),
  )) as [Visitor, Visitor]
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 180_000)

test('a head names a representative: what is missing is told, and what was typed stays', async () => {
  await head.go(path)
  await head.press('Dalībnieki un pārstāvji', 'link')
  found.push(...(await look(head, 'parties-empty')))
  await head.page.locator('[name="reference"]').fill('Pilnvara Nr. 7')
  await head.press('Pieteikt')
  expect(await head.page.locator('[data-error-summary] a').count()).toBeGreaterThan(3)
  expect(await head.page.locator('[name="reference"]').inputValue()).toBe('Pilnvara Nr. 7')
  found.push(...(await look(head, 'parties-errors')))
  const advocate = SAMPLE_PEOPLE.find((p) => p.id === 'ilze-programmetaja')!
  for (const [name, value] of Object.entries({
    personalCode: advocate.personalCode,
    givenName: advocate.givenName,
    familyName: advocate.familyName,
    reference: 'Pilnvara Nr. 7, 3. marts',
    email: advocate.email,
  }))
    await head.page.locator(`form[enctype] [name="${name}"]`).fill(value)
  await head.choose('ground', 'advocate')
  await head.fillDate('firstDay', '2026-01-01')
  await head.page.locator('input[name="receives"]').check()
  await head.page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'pilnvara.pdf', mimeType: 'application/pdf', buffer: s.PDF })
  await head.press('Pieteikt')
  expect(await head.text()).toContain('Pārstāvis ir pieteikts.')
  expect(await head.text()).toContain('gaida pārbaudi')
  found.push(...(await look(head, 'parties-named')))
}, 180_000)

test('an official finds it on the desk, looks at the authorisation and accepts it; then the advocate reads the case', async () => {
  await inspector.until('/desk', 'Pārbaudīt pārstāvību')
  await inspector.go(`${path}/parties`)
  found.push(...(await look(inspector, 'parties-judge')))
  expect(await inspector.text()).toContain('Pilnvara Nr. 7, 3. marts')
  await inspector.press('Pieņemt')
  await inspector.page.locator('[data-error-summary] a').click()
  expect(await inspector.page.evaluate('document.activeElement.name')).toMatch(/^reason-/)
  await inspector.page.locator('[name^="reason-"]').fill('Pilnvara ir derīga.')
  await inspector.press('Pieņemt')
  expect(await inspector.text()).toContain('Pārstāvība ir izvērtēta.')
  expect(await inspector.text()).toContain('var rīkoties')
  const advocate = await Visitor.open(browser, stack.urls.api, { person: 'ilze-programmetaja' })
  await advocate.go(path)
  expect(await advocate.text()).toContain('Pamatizglītības programma')
  found.push(...(await look(advocate, 'case-representative')))
  await advocate.press('Manas lietas', 'link')
  expect(await advocate.text()).toContain('Pamatizglītības programma')
  await advocate.go(`${path}/parties`)
  await advocate.press(/^Izbeigt pārstāvību/)
  expect(await advocate.text()).toContain('Pārstāvība ir beigusies.')
  expect(await advocate.go(path)).toBe(404)
}, 180_000)

test('where the school is written to: told what is wrong, changed, and shown', async () => {
  await head.go(`${path}/parties`)
  const contact = head.page.locator('form[action$="/contact"]')
  await contact.locator('[name="email"]').fill('nav adrese')
  await head.press('Saglabāt saziņas adresi')
  expect(await head.page.locator('[data-error-summary] a').count()).toBe(1)
  expect(await contact.locator('[name="email"]').inputValue()).toBe('nav adrese')
  await contact.locator('[name="email"]').fill('lietvediba@priezukalns.example')
  await head.press('Saglabāt saziņas adresi')
  expect(await head.text()).toContain('Saziņas adrese ir mainīta')
  expect(await head.text()).toContain('lietvediba@priezukalns.example')
  found.push(...(await look(head, 'parties-contact')))
}, 120_000)

test('axe finds nothing on any of them', () => {
  expect(found).toEqual([])
})
