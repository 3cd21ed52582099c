import { dayOf } from '../../law/time.ts'
import { PDF } from '../scenarios/steps.ts'
import type { Visitor } from './browser.ts'

/** Called at every page that a person meets on the way, with its name. */
export type Look = (visitor: Visitor, name: string) => Promise<void>

export interface People {
  head: Visitor
  inspector: Visitor
  reviewer: Visitor
  director: Visitor
  visitor: Visitor
}

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: PDF })

/** A day so many days from what the system takes for today, YYYY-MM-DD. */
export async function dayFromNow(v: Visitor, days: number): Promise<string> {
  const { now } = (await (await v.context.request.get('/api/dev/clock')).json()) as { now: string }
  return dayOf(new Date(Date.parse(now) + days * 86_400_000).toISOString())
}

/** Begins an application for a model programme and answers everything but the attachments. */
export async function answer(head: Visitor, look: Look, name: string): Promise<void> {
  const { page } = head
  await head.press('Sākt pieteikumu')
  await look(head, 'form-programme')
  await head.choose('route', 'model')
  await page.locator('#programmeCode').fill('21011111')
  await page.locator('#programmeName').fill(name)
  await head.press('Saglabāt un turpināt')
  await page.locator('#scope').fill('5600 stundas')
  await page.locator('#durationMonths').fill('108')
  await head.choose('form', 'full-time')
  await look(head, 'form-content')
  await head.press('Saglabāt un turpināt')
  await page.locator('input[name="siteAddress"]').first().check()
  await head.fillDate('plannedStart', await dayFromNow(head, 200))
  await look(head, 'form-place')
  await head.press('Saglabāt un turpināt')
  await head.fillDate('founderApprovalDate', await dayFromNow(head, -20))
  await page.locator('#founderApprovalNumber').fill('12/2026')
  await look(head, 'form-approval')
  await head.press('Saglabāt un turpināt')
}

/** Applies for a model programme by the pages only; gives the path of the case. */
export async function apply(head: Visitor, look: Look, name = 'Pamatizglītības programma'): Promise<string> {
  const { page } = head
  await head.go('/services')
  await look(head, 'services')
  await head.press('Izglītības programmas licencēšana', 'link')
  await look(head, 'service')
  await answer(head, look, name)
  await page.locator('#lessonPlan').setInputFiles(pdf('mācību plāns.pdf'))
  await head.press(/^Augšupielādēt/)
  await look(head, 'form-attachments')
  await head.press('Saglabāt un turpināt')
  await page.locator('#declaration').check()
  await look(head, 'form-declaration')
  await head.press('Saglabāt un turpināt')
  await look(head, 'form-check')
  await head.press('Iesniegt')
  await page.waitForURL(/\/receipt$/)
  const path = new URL(page.url()).pathname.replace(/\/receipt$/, '')
  await head.until(`${path}/receipt`, 'Lejupielādēt apliecinājumu (PDF)')
  await look(head, 'receipt')
  return path
}

/** Moves time by the page for developers. */
export async function moveDays(v: Visitor, days: number, look?: Look): Promise<void> {
  await v.go('/dev/clock')
  if (look) await look(v, 'clock')
  await v.fillDate('to', await dayFromNow(v, days))
  await v.press('Pārcelt')
}

/** The inspector records that all but the premises conform. */
export async function assess(inspector: Visitor, path: string, look: Look): Promise<void> {
  await inspector.go(`${path}/acts/assessment.complete`)
  await look(inspector, 'act-findings')
  for (const check of ['information', 'standard', 'premises', 'resources', 'teachers']) {
    const result = check === 'premises' ? 'defect' : 'conforms'
    await inspector.choose(`findings.${check}.result`, result)
    if (result === 'defect')
      await inspector.page
        .locator('[name="findings.premises.evidence"]')
        .fill('Sporta zāle nav nodota ekspluatācijā; akts nav iesniegts (apskate 12.11.2026.).')
  }
  await inspector.press('Pabeigt izvērtēšanu')
}

export async function propose(
  inspector: Visitor,
  path: string,
  kind: 'grant' | 'refuse',
  more = '',
): Promise<void> {
  const { page } = inspector
  await inspector.until(path, 'Iesniegt lēmuma projektu')
  await inspector.go(`${path}/acts/proposal.submit`)
  await inspector.choose('kind', kind)
  await page.locator('#facts').fill('Iestāde ir reģistrēta.\nMācību plāns ir izvērtēts.')
  await page
    .locator('#reasoning')
    .fill(
      kind === 'grant'
        ? `Programma atbilst prasībām; telpas nodotas, un iesniedzēja viedoklis ir pamatots.${more}`
        : 'Atteikums ir nepieciešams un samērīgs: sporta zāle nav nodota.',
    )
  if (kind === 'grant') {
    await inspector.choose('findings.premises.result', 'conforms')
    await page
      .locator('[name="findings.premises.evidence"]')
      .fill('Sporta zāle nodota 10. novembrī; akts pievienots.')
  }
  await inspector.press('Iesniegt lēmuma projektu')
}

/**
 * The main path by the pages alone: applied, claimed, returned, cured, assessed, extended, refusal proposed, heard,
 * changed to a grant, returned by the reviewer, approved, signed, in force, in the register, verified.
 */
export async function mainPath(
  people: People,
  look: Look,
): Promise<{ path: string; entry: string; decision: string; check: string }> {
  const { head, inspector, reviewer, director, visitor } = people
  await visitor.go('/')
  await look(visitor, 'start')
  await head.go('/portal')
  await look(head, 'portal-empty')
  const path = await apply(head, look)

  await inspector.until('/desk', 'Pamatizglītības programma')
  await look(inspector, 'desk')
  await inspector.press(/^Paņemt darbu/)
  await inspector.go(path)
  await look(inspector, 'case-staff-completeness')
  await inspector.press('Atstāt bez virzības', 'link')
  await look(inspector, 'act-return')
  await inspector.page
    .locator('[name="remarks.lessonPlan"]')
    .fill('Mācību plānā trūkst stundu sadalījuma pa gadiem.')
  await inspector.page.locator('#days').fill('10')
  await inspector.press('Atstāt bez virzības')

  await head.until(path, 'Vēstule par atstāšanu bez virzības')
  await head.until(path, /Termiņš: \d{4}\. gada/)
  await look(head, 'case-cure')
  await head.go('/portal')
  await look(head, 'portal-waiting')
  await moveDays(inspector, 3, look)
  await head.go(path)
  await head.press('Labot pieteikumu')
  await look(head, 'cure-check')
  await head.press(/^Mainīt \(Mācību plāns\)/, 'link')
  await look(head, 'cure-page')
  await head.page.locator('#lessonPlan').setInputFiles(pdf('papildināts plāns.pdf'))
  await head.press('Saglabāt un turpināt')
  await head.press('Iesniegt labojumus')

  await inspector.until(path, 'Pieteikums ir pilnīgs')
  await inspector.press('Pieteikums ir pilnīgs')
  await assess(inspector, path, look)
  await inspector.go(`${path}/acts/term.extend`)
  await inspector.choose('extension', 'more-information')
  await inspector.page.locator('#reason').fill('Nepieciešams Veselības inspekcijas atzinums.')
  await look(inspector, 'act-extend')
  await inspector.press('Pagarināt termiņu')
  await inspector.go(`${path}/acts/proposal.submit`)
  await inspector.choose('kind', 'refuse')
  await inspector.page.locator('#facts').fill('Sporta zāle nav nodota ekspluatācijā.')
  await inspector.page.locator('#norms').fill('')
  await inspector.press('Pārbaudīt melnrakstu')
  await inspector.page.locator('#norms-error').waitFor()
  await inspector.page.locator('#draft-check').getByText('Trūkst lietderības apsvērumu').waitFor()
  await look(inspector, 'act-proposal-checked')
  await propose(inspector, path, 'refuse')

  await head.until(path, 'Uzaicinājums izteikt viedokli')
  await head.until(path, /Termiņš: \d{4}\. gada/)
  await look(head, 'case-hearing')
  await head.press('Iesniegt viedokli', 'link')
  await head.page.locator('#text').fill('Sporta zāle ir nodota 10. novembrī; akts pievienots e-adresē.')
  await look(head, 'act-views')
  await head.press('Iesniegt viedokli')

  await inspector.until(path, 'Sporta zāle ir nodota 10. novembrī')
  await look(inspector, 'case-staff-views')
  await inspector.go(`${path}/acts/proposal.submit`)
  await look(inspector, 'act-proposal')
  await propose(inspector, path, 'grant')
  await reviewer.until(path, 'Atdot labošanai')
  await look(reviewer, 'case-review')
  await reviewer.press('Atdot labošanai', 'link')
  await reviewer.page.locator('#comment').fill('Precizēt pamatojumu par telpām.')
  await reviewer.press('Atdot labošanai')
  await inspector.until(path, 'Precizēt pamatojumu')
  await propose(inspector, path, 'grant')
  await reviewer.until(path, 'Apstiprināt projektu')
  await reviewer.press('Apstiprināt projektu')
  await director.until(path, 'Parakstīt lēmumu')
  await director.press('Parakstīt lēmumu', 'link')
  await look(director, 'act-sign')
  await director.press('Parakstīšana', 'link')
  await look(director, 'signing-room')
  await director.press(/^Atdot atpakaļ/, 'link')
  await director.page.locator('#comment').fill('Pamatojumā minēt telpu nodošanas aktu.')
  await director.press('Atdot atpakaļ')
  await propose(inspector, path, 'grant', ' Akts par telpu nodošanu ir iesniegts.')
  await reviewer.until(path, 'Apstiprināt projektu')
  await reviewer.press('Apstiprināt projektu')
  await inspector.go(path)
  await inspector.page.locator('#text').fill('Zvanīja iestādes vadītāja, lūdza paātrināt.')
  await inspector.press('Pievienot piezīmi')
  await director.go('/desk/signing')
  await look(director, 'signing-room-returned')
  await director.press('Parakstīt atzīmētos')
  await look(director, 'signing-room-none-ticked')
  await director.page.getByLabel(/^Parakstīt: /).check()
  await director.press('Parakstīt atzīmētos')
  await look(director, 'signing-result')
  await director.until('/desk/signing', 'neviens lēmums negaida parakstu')
  await look(director, 'signing-room-empty')
  await head.until(path, /Lēmums 4-7\/\d{4}\/\d+/)
  const decision = /Lēmums (4-7\/\d{4}\/\d+)/.exec(await head.text())?.[1] ?? ''

  await head.until(path, /Lēmums 4-7\/\d{4}\/\d+ \(PDF\)\s+nosūtīts/)
  await moveDays(inspector, 5)
  await head.until(path, 'Apstrīdēt var līdz')
  await look(head, 'case-decided')
  await visitor.go('/registers')
  await look(visitor, 'registers')
  await visitor.until('/registers/licensed-programmes?q=pamatizglitibas', '21011111')
  await look(visitor, 'register')
  const link = visitor.page.locator('table a').first()
  const entry = ((await link.textContent()) ?? '').trim()
  await link.click()
  await look(visitor, 'register-entry')
  // The register links to the check with number and day.
  const check = await visitor.page.locator('a[href^="/verify/"]').first().getAttribute('href')
  const [year, month, day] = new URL(check!, 'http://x').searchParams.get('date')!.split('-')
  await visitor.go('/verify')
  await look(visitor, 'verify')
  await visitor.page.locator('#number').fill(decision)
  await visitor.page.locator('#date').fill(day!)
  await visitor.page.locator('#date-month').fill(month!)
  await visitor.page.locator('#date-year').fill(year!)
  await visitor.press('Pārbaudīt')
  await look(visitor, 'verify-found')
  return { path, entry, decision, check: check! }
}
