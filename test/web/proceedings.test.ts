import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import type { Http } from '../../scripts/lib/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import { launch, look, type Violation, Visitor } from './browser.ts'

// Proceedings about a decision, as people meet them: its addressee asks from the page of the case, an inspector begins from it.

let stack: Stack
let browser: Browser
let head: Visitor
let inspector: Visitor
let path: string
const found: Violation[] = []

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([startStack({ label: 'proceedings' }), launch()])
  const people = ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola']
  const all = (await Promise.all(people.map((p) => stack.signIn(p)))) as [Http, Http, Http, Http]
  await s.toOrdinaryDay(all[1])
  const officials = { inspector: all[1], reviewer: all[2], director: all[3] }
  path = `/cases/${(await s.incontestable(officials, all[0], 'refuse')).caseId}`
  ;[head, inspector] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina'].map((person) => Visitor.open(browser, stack.urls.api, { person })),
  )) as [Visitor, Visitor]
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 180_000)

const today = async (): Promise<string> => s.today(await stack.signIn('baiba-kalnina'))

test('its addressee asks from the page of the case: the number is filled in, and both cases lead to each other', async () => {
  await head.go(path)
  found.push(...(await look(head, 'decision-party')))
  await head.press('Lūgt uzsākt procesu no jauna')
  expect(await head.page.locator('[name="decision"]').inputValue()).toMatch(/\d/)
  await head.press('Saglabāt un turpināt')
  expect(await head.page.locator('[data-error-summary] a').count()).toBe(3)
  found.push(...(await look(head, 'reopening-form')))
  await head.choose('ground', 'evidence')
  await head.fillDate('learnedOn', await today())
  await head.page.locator('[name="reasons"]').fill('Telpas ir nodotas, un akts ir pieejams.')
  await head.press('Saglabāt un turpināt')
  found.push(...(await look(head, 'reopening-check')))
  await head.press(/^Iesniegt/)
  await head.until(path, 'No jauna sāktais process')
  await head.page.locator('a[href^="/cases/"]', { hasText: /^L-/ }).first().click()
  await head.page.waitForLoadState('load')
  expect(await head.text()).toContain('Par lēmumu')
  found.push(...(await look(head, 'reopening-party')))
}, 240_000)

test('an inspector begins from it: what is missing is told, what was typed stays, the addressee sees it', async () => {
  await inspector.go(path)
  found.push(...(await look(inspector, 'decision-staff')))
  await inspector.press('Ierosināt lēmuma atcelšanu', 'link')
  await inspector.page.locator('[name="reasons"]').fill('Kolēģi konstatēja kļūdu normas piemērošanā.')
  await inspector.press('Ierosināt lietu')
  expect(await inspector.page.locator('[data-error-summary] a').count()).toBe(2)
  expect(await inspector.page.locator('[name="reasons"]').inputValue()).toContain('Kolēģi')
  found.push(...(await look(inspector, 'revocation-open')))
  await inspector.choose('ground', 'unlawful-burden')
  await inspector.fillDate('learnedOn', await today())
  await inspector.page.locator('[name="reasons"]').fill('Kolēģi konstatēja kļūdu normas piemērošanā.')
  await inspector.press('Ierosināt lietu')
  expect(await inspector.text()).toContain('Lieta ierosināta.')
  const own = new URL(inspector.page.url()).pathname
  await inspector.until(own, 'Pabeigt izvērtēšanu')
  // No term runs, so none is extended.
  expect(await inspector.page.getByRole('link', { name: 'Pagarināt termiņu' }).count()).toBe(0)
  expect(await inspector.text()).toContain('Lieta ierosināta pēc iestādes iniciatīvas')
  found.push(...(await look(inspector, 'revocation-staff')))
  await inspector.press('Pabeigt izvērtēšanu', 'link')
  for (const box of await inspector.page.locator('input[value="conforms"]').all()) await box.check()
  await inspector.press('Pabeigt izvērtēšanu')
  await inspector.go(`${own}/acts/proposal.submit`)
  found.push(...(await look(inspector, 'revocation-proposal')))
  await inspector.choose('kind', 'revoke-benefit')
  await inspector.press('Pārbaudīt melnrakstu')
  expect(await inspector.text()).toContain('Lēmums adresātam ir nelabvēlīgs.')
  await head.go(own)
  await head.page.locator('summary', { hasText: 'Iestādes ierosinājums' }).click()
  expect(await head.text()).toContain('Kolēģi konstatēja kļūdu')
  found.push(...(await look(head, 'revocation-party')))
}, 240_000)

test('axe finds nothing on any of them', () => {
  expect(found).toEqual([])
})
