import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type Stack, startStack } from '../harness/stack.ts'
import { launch, picture, Visitor, violations } from './browser.ts'

// The access log as an auditor uses it: on a desk and on a telephone, with a keyboard alone, in both languages.

let stack: Stack
let browser: Browser
let auditor: Visitor

beforeAll(async () => {
  ;[stack, browser] = await Promise.all([
    startStack({ label: 'audit-pages', only: ['sign-in', 'api'] }),
    launch(),
  ])
  // Something to read: a search, a refusal, a sign-in.
  const inspector = await stack.signIn('inese-berzina')
  await inspector.get('/api/queue?q=skola')
  await inspector.get('/supervise')
  auditor = await Visitor.open(browser, stack.urls.api, { person: 'zane-auzina' })
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 180_000)

test.each([
  ['desktop', 1280, 900],
  ['phone', 390, 844],
])(
  '%s: no barrier, nothing wider than the screen, in Latvian and English',
  async (name, width, height) => {
    const { page } = auditor
    await page.setViewportSize({ width, height })
    for (const lang of ['en', 'lv']) {
      for (const [what, path] of [
        ['log', `/audit?lang=${lang}`],
        ['filtered', `/audit?lang=${lang}&kind=sign-in&from-day=1&from-month=1&from-year=2020`],
        ['wrong', `/audit?lang=${lang}&from-day=40&from-month=1&from-year=2026`],
      ] as const) {
        await page.goto(path)
        expect(await violations(page, `audit ${what} ${name} ${lang}`)).toEqual([])
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        expect([what, wide]).toEqual([what, 0])
        if (lang === 'lv' && name === 'desktop') await picture(page, `audit-${what}`)
      }
    }
  },
  120_000,
)

test('with the keyboard alone: a filter is filled in and asked, a fault is reached, the export follows the filter', async () => {
  const { page } = auditor
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto('/audit?lang=lv')
  await page.locator('#person').focus()
  await page.keyboard.type('Inese')
  for (let n = 0; n < 4; n++) await page.keyboard.press('Tab')
  // The boxes of the first day come after the three texts and the choice.
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.keyboard.type('2020')
  await Promise.all([page.waitForURL(/person=Inese/), page.keyboard.press('Enter')])
  expect(await page.locator('#from').inputValue()).toMatch(/^0?1$/)
  expect(await page.locator('#from-year').inputValue()).toBe('2020')
  const text = await auditor.text()
  expect(text).toContain('Inese Bērziņa')
  expect(text).toContain('augsts līmenis')
  expect(text).toContain('visās lietās')
  expect(await page.locator('a[download]').getAttribute('href')).toContain('from=2020-01-01')
  await page.goto('/audit?lang=lv&from-day=40&from-month=1&from-year=2026')
  await page.locator('[data-error-summary] a').focus()
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('from')
}, 120_000)
