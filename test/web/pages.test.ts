import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type Stack, startStack } from '../harness/stack.ts'
import { makeSigners, type Signers } from '../scenarios/signers.ts'
import { PDF } from '../scenarios/steps.ts'
import { launch, picture, type Violation, Visitor, violations } from './browser.ts'
import { apply, dayFromNow, type Look, mainPath, type People } from './path.ts'
import { checkedFiles, signedAttachments } from './signatures.ts'

// The pages as people use them: in Chromium, in Latvian, by what they see; axe on every page in both languages.

let stack: Stack
let browser: Browser
let directory: string
let signers: Signers
const found: Violation[] = []
const seen = new Set<string>()

const open = (person?: string, script = true): Promise<Visitor> =>
  Visitor.open(browser, stack.urls.api, { script, ...(person ? { person } : {}) })

/** Axe on the page as it stands, then on the same address in English; with LIETA_SCREENSHOTS also pictures. */
const look: Look = async (visitor, name) => {
  seen.add(name)
  await picture(visitor.page, name)
  found.push(...(await violations(visitor.page, `${name} lv`)))
  const tab = await visitor.context.newPage()
  const url = new URL(visitor.page.url())
  url.searchParams.set('lang', 'en')
  await tab.goto(url.href)
  expect(await tab.getAttribute('html', 'lang')).toBe('en')
  found.push(...(await violations(tab, `${name} en`)))
  url.searchParams.set('lang', 'lv')
  await tab.goto(url.href)
  await tab.close()
}
const noLook: Look = async () => {}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lieta-web-'))
  signers = makeSigners()
  ;[stack, browser] = await Promise.all([
    startStack({ label: 'pages', env: { TRUST_DIR: signers.trustDir } }),
    launch(),
  ])
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  signers?.remove()
  rmSync(directory, { recursive: true, force: true })
}, 180_000)

describe('in the browser', () => {
  let people: People
  let path: string

  test('the main path, by the pages alone, in Latvian', async () => {
    const [head, inspector, reviewer, director, visitor] = (await Promise.all([
      open('baiba-kalnina'),
      open('inese-berzina'),
      open('andris-liepa'),
      open('dace-vitola'),
      open(),
    ])) as [Visitor, Visitor, Visitor, Visitor, Visitor]
    people = { head, inspector, reviewer, director, visitor }
    const end = await mainPath(people, look)
    path = end.path
    expect(end.entry).toMatch(/^LP-\d{4}-\d{4}$/)
    const verified = await visitor.text()
    expect(verified).toContain('Dokuments ir īsts')
    expect(verified).toContain('Spēkā')
    expect(verified).not.toContain('Baiba')
    // By the address that stands on the document as well.
    expect(await visitor.go(`/verify/${end.decision}`)).toBe(404)
    expect(await visitor.go(end.check)).toBe(200)
    expect(await visitor.text()).toContain(end.entry)
  }, 900_000)

  test('signed files: verdicts on upload, the own signature, and who looks at what no machine can decide', async () => {
    await signedAttachments((person) => open(person), signers, look)
  }, 300_000)

  test('anyone checks a file: ours, a changed copy, of somebody else', async () => {
    const { documents } = (await (await people.inspector.context.request.get(`/api${path}`)).json()) as {
      documents: { kind: string; fileId: string }[]
    }
    const { fileId } = documents.find((d) => d.kind === 'decision')!
    const pdf = await (await people.inspector.context.request.get(`/files/${fileId}`)).body()
    await checkedFiles(people.visitor, pdf, signers, look)
  }, 300_000)

  test('supervision: counts that open their cases, a case without an owner is handed over', async () => {
    const second = await apply(people.head, noLook, 'Vispārējās vidējās izglītības programma')
    const supervisor = await open('maris-krumins')
    await supervisor.until('/desk', 'Vispārējās vidējās')
    await look(supervisor, 'desk-supervisor')
    await supervisor.go('/supervise')
    await look(supervisor, 'supervise')
    // Cases of other tests may stand there, too.
    while ((await supervisor.page.locator('select[name="to"]').count()) > 0) {
      await supervisor.page.locator('select[name="to"]').first().selectOption({ index: 1 })
      await supervisor.press(/^Nodot inspektoram/)
      expect(await supervisor.text()).toContain('Lieta nodota.')
    }
    expect(await supervisor.text()).toContain('Visām atvērtajām lietām ir inspektors.')
    await supervisor.go(second)
    expect(await supervisor.text()).toContain('Inese Bērziņa')
    await look(supervisor, 'case-supervisor')
  }, 300_000)

  test('who signs in the director’s stead: entered, told what is wrong, revoked', async () => {
    const supervisor = await open('maris-krumins')
    await supervisor.go('/supervise')
    await supervisor.press('Direktora pienākumu izpildītāji', 'link')
    await look(supervisor, 'delegations-empty')
    await supervisor.press('Ierakstīt')
    expect(await supervisor.page.locator('[data-error-summary] a').count()).toBe(6)
    await look(supervisor, 'delegations-errors')
    await supervisor.page.locator('#from').selectOption({ label: 'Dace Vītola' })
    await supervisor.page.locator('#to').selectOption({ label: 'Andris Liepa' })
    await supervisor.fillDate('firstDay', await dayFromNow(supervisor, 0))
    await supervisor.fillDate('lastDay', await dayFromNow(supervisor, 5))
    await supervisor.page.locator('#orderNumber').fill('1-4/12')
    await supervisor.fillDate('orderDate', await dayFromNow(supervisor, 0))
    await supervisor.press('Ierakstīt')
    expect(await supervisor.text()).toContain('Pienākumu izpildītājs ierakstīts.')
    await look(supervisor, 'delegations')
    await people.reviewer.go('/desk/signing')
    expect(await people.reviewer.text()).toContain('direktora p. i.')
    await supervisor.press(/^Atsaukt: /)
    expect(await supervisor.text()).toContain('Tiesības atsauktas.')
    await look(supervisor, 'delegations-revoked')
    expect(await people.reviewer.go('/desk/signing')).toBe(403)
  }, 120_000)

  test('a stale page says so and keeps what was written; what is not possible is explained', async () => {
    const { inspector, head } = people
    const third = await apply(head, noLook, 'Trešā programma')
    await inspector.until(third, 'Pieteikums ir pilnīgs')
    await inspector.go(`${third}/acts/completeness.return`)
    await inspector.page.locator('[name="remarks.scope"]').fill('Apjoms nav saprotams: 5600 kā?')
    const tab = await inspector.context.newPage()
    await tab.goto(third)
    await tab.getByRole('button', { name: 'Pieteikums ir pilnīgs' }).click()
    await tab.waitForURL((url) => url.pathname === third)
    await inspector.press('Atstāt bez virzības')
    expect(await inspector.text()).toMatch(/Lieta ir mainījusies|Tagad to nevar izdarīt/)
    expect(await inspector.page.locator('[name="remarks.scope"]').inputValue()).toBe(
      'Apjoms nav saprotams: 5600 kā?',
    )
    await look(inspector, 'act-stale')
    // Findings without a choice: each complained of on its own field, what was written kept.
    await inspector.go(`${third}/acts/assessment.complete`)
    await inspector.page.locator('[name="findings.teachers.evidence"]').fill('Diplomi pārbaudīti.')
    await inspector.press('Pabeigt izvērtēšanu')
    const errors = inspector.page.locator('[data-error-summary] a')
    expect(await errors.count()).toBe(5)
    await errors.first().click()
    expect(await inspector.page.evaluate('document.activeElement.name')).toBe('findings.information.result')
    expect(await inspector.page.locator('[name="findings.teachers.evidence"]').inputValue()).toBe(
      'Diplomi pārbaudīti.',
    )
    await look(inspector, 'act-findings-errors')
    await head.go(`${third}/acts/case.withdraw`)
    await look(head, 'act-withdraw')
    await head.press('Atsaukt iesniegumu')
    await head.until(third, 'Paziņojums par lietas izbeigšanu')
    await look(head, 'case-withdrawn')
  }, 300_000)

  test('where one may not go, and what is not there', async () => {
    const { head, inspector, visitor } = people
    expect(await visitor.go('/registers/licensed-programmes/LP-0000-0000')).toBe(404)
    await look(visitor, 'not-found')
    expect(await visitor.go('/verify/4-7/1999/1')).toBe(404)
    await look(visitor, 'verify-not-found')
    await visitor.go('/verify?number=')
    await look(visitor, 'verify-empty')
    expect(await visitor.go('/api/docs')).toBe(200)
    await look(visitor, 'api-docs')
    await visitor.go('/services/licensing')
    await look(visitor, 'service-signed-out')
    expect(await head.go('/desk')).toBe(403)
    await look(head, 'forbidden')
    expect(await head.go(`/cases/${randomUUID()}`)).toBe(404)
    expect(await head.go(`${path}/acts/decision.sign`)).toBe(403)
    expect(await inspector.go(`${path}/acts/proposal.submit`)).toBe(409)
    await look(inspector, 'act-impossible')
    // Not signed in: to signing in, and back.
    await visitor.go(path)
    expect(visitor.page.url()).toContain('/interaction/')
    const forged = await head.context.request.post('/services/licensing', { form: { _csrf: 'x' } })
    expect(forged.status()).toBe(403)
  }, 300_000)

  test('axe finds nothing against WCAG 2.2 AA on any page, in either language', () => {
    expect(seen.size).toBeGreaterThanOrEqual(45)
    expect(found).toEqual([])
  })
})

describe('without script', () => {
  test('applying works as well', async () => {
    const head = await open('baiba-kalnina', false)
    const path = await apply(head, noLook, 'Programma bez skripta')
    await head.go('/portal')
    expect(await head.text()).toContain('Programma bez skripta')
    await head.until(path, 'Pilnības pārbaude')
    const inspector = await open('inese-berzina', false)
    await inspector.go('/desk?view=unclaimed')
    await inspector.press(/^Paņemt darbu: /)
    expect(await inspector.text()).toContain('Darbs ir jūsu.')
    await inspector.go(path)
    await inspector.press('Pieteikums ir pilnīgs')
    expect(await inspector.text()).toContain('Izvērtēšana')
  }, 300_000)
})

describe('bad input', () => {
  const HTML = '<script>alert(1)</script><b onmouseover=alert(2)>"\'&amp;</b>'
  const start = async (): Promise<Visitor> => {
    const head = await open('baiba-kalnina')
    head.page.on('dialog', () => {
      throw new Error('a script from an answer ran')
    })
    await head.go('/services/licensing')
    await head.press('Sākt pieteikumu')
    return head
  }
  const errorOf = async (v: Visitor, name: string): Promise<string> =>
    ((await v.page.locator(`#${name}-error`).textContent()) ?? '').trim()

  test('wrong code, missing answers and 10,000 characters: told on their field, the rest kept', async () => {
    const head = await start()
    const { page } = head
    await page.locator('#programmeCode').fill('99999999999')
    await page.locator('#programmeName').fill('ā'.repeat(10_001))
    await head.press('Saglabāt un turpināt')
    expect(await errorOf(head, 'route')).toContain('izvēlieties vienu')
    expect(await errorOf(head, 'programmeCode')).toContain('kods nav pareizs')
    expect(await errorOf(head, 'programmeName')).toContain('par garu')
    expect(await page.locator('#programmeCode').inputValue()).toBe('99999999999')
    expect((await page.locator('#programmeName').inputValue()).length).toBe(10_001)
    expect(await page.evaluate("document.activeElement.hasAttribute('data-error-summary')")).toBe(true)
    await picture(page, 'form-errors')
    const url = page.url()
    // Kept on the server, too: another device sees the same.
    const other = await open('baiba-kalnina')
    await other.go(new URL(url).pathname)
    expect(await other.page.locator('#programmeCode').inputValue()).toBe('99999999999')
    await head.go(`${new URL(url).pathname.replace(/\/programme$/, '')}/approval`)
    await page.locator('[name="founderApprovalDate-day"]').fill('31')
    await page.locator('[name="founderApprovalDate-month"]').fill('2')
    await page.locator('[name="founderApprovalDate-year"]').fill('2026')
    await head.press('Saglabāt un turpināt')
    expect(await errorOf(head, 'founderApprovalDate')).toContain('kalendārā nav')
    expect(await page.locator('[name="founderApprovalDate-day"]').inputValue()).toBe('31')
    await head.go(`${new URL(url).pathname.replace(/\/programme$/, '')}/check`)
    expect(await page.locator('[data-error-summary] a').count()).toBeGreaterThan(8)
    await head.press('Iesniegt')
    expect(await head.text()).toContain('Vēl jāizlabo vai jāpapildina')
  }, 300_000)

  test('60 MB and a program renamed to .pdf: refused on the field, the good file beside them kept', async () => {
    const head = await start()
    const { page } = head
    const draft = new URL(page.url()).pathname.replace(/\/programme$/, '')
    await head.choose('route', 'own')
    await head.press('Saglabāt un turpināt')
    await head.go(`${draft}/attachments`)
    const large = join(directory, 'liela.pdf')
    writeFileSync(large, Buffer.alloc(60 * 1024 * 1024, '%PDF-1.4 '))
    await page
      .locator('#lessonPlan')
      .setInputFiles({ name: 'plāns.pdf', mimeType: 'application/pdf', buffer: PDF })
    await page.locator('#programmeFile').setInputFiles(large)
    await page.locator('#founderApprovalFile').setInputFiles({
      name: 'saskaņojums.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 7)]),
    })
    await head.press('Saglabāt un turpināt')
    expect(await errorOf(head, 'programmeFile')).toContain('50 MB')
    expect(await errorOf(head, 'founderApprovalFile')).toContain('neatbilst')
    expect(await head.text()).toContain('plāns.pdf')
    await picture(page, 'form-files-errors')
    await page.getByRole('button', { name: 'Noņemt datni plāns.pdf' }).click()
    await page.waitForLoadState('load')
    expect(await head.text()).not.toContain('plāns.pdf')
  }, 300_000)

  test('HTML in every field is shown as it was written', async () => {
    const head = await start()
    const { page } = head
    const draft = new URL(page.url()).pathname.replace(/\/programme$/, '')
    for (const at of ['programme', 'content', 'place', 'approval']) {
      await head.go(`${draft}/${at}`)
      for (const input of await page.locator('main input[type="text"]').all()) await input.fill(HTML)
      await head.press('Saglabāt un turpināt')
    }
    await head.go(`${draft}/check`)
    expect(await head.text()).toContain(HTML)
    expect(await page.locator('main script').count()).toBe(0)
    await head.go('/portal')
    expect(await head.text()).toContain('<script>alert(1)</script>')
    const visitor = await open()
    for (const address of ['/verify?number=', '/registers/licensed-programmes?q=']) {
      await visitor.go(`${address}${encodeURIComponent(HTML)}`)
      expect(await visitor.page.locator('main script, main b').count()).toBe(0)
    }
  }, 300_000)
})
