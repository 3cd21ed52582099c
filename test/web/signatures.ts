import { expect } from '@jest/globals'
import { developmentCa } from '../../signatures/dev-ca.ts'
import { makeTestPdf } from '../../signatures/testing.ts'
import { container, type Signers, signAgain, tampered } from '../scenarios/signers.ts'
import type { Visitor } from './browser.ts'
import { answer, type Look } from './path.ts'

type Open = (person?: string) => Promise<Visitor>

const asice = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/vnd.etsi.asic-e+zip',
  buffer,
})
const text = (data: Buffer) => [{ name: 'iesniegums.txt', data }]

/** Signed attachments by the pages: verdicts on upload, the own signature, and the judgement of an indeterminate one. */
export async function signedAttachments(open: Open, signers: Signers, look: Look): Promise<void> {
  const deputy = await open('liga-egle')
  const { page } = deputy
  await deputy.go('/services/licensing')
  await answer(deputy, async () => {}, 'Parakstītā programma')
  const draft = new URL(page.url()).pathname.replace(/\/attachments$/, '')
  const me = signers.person('329999-99921')
  const unknown = signers.person('329999-99966', developmentCa({ name: 'Nezināma CA' }))
  const plan = Buffer.from('Mācību plāns')
  await page.locator('#lessonPlan').setInputFiles([
    { name: 'plāns.pdf', mimeType: 'application/pdf', buffer: makeTestPdf() },
    {
      name: 'dibinātāja vēstule.pdf',
      mimeType: 'application/pdf',
      buffer: await signAgain(makeTestPdf(), me),
    },
    asice('stundu saraksts.edoc', container(unknown, [{ name: 'stundas.txt', data: plan }])),
    asice('mainīts plāns.asice', tampered(me, 'plāns.txt', plan)),
  ])
  await deputy.press(/^Augšupielādēt/)
  const seen = await deputy.text()
  for (const words of ['Nav parakstīts', 'Paraksts derīgs', 'Jāpārbauda cilvēkam', 'Paraksts nav derīgs'])
    expect(seen.toLowerCase()).toContain(words.toLowerCase())
  expect(seen).toContain('(jūs)')
  expect(seen).toContain('Sertifikāta izdevējs nav uzticamo sarakstā')
  await look(deputy, 'form-signed-attachments')
  await page.getByRole('button', { name: 'Noņemt datni mainīts plāns.asice' }).click()
  await page.waitForLoadState('load')
  await deputy.press('Saglabāt un turpināt')
  await page.locator('#declaration').check()
  await deputy.press('Saglabāt un turpināt')

  // The own signature: without it, by another, then rightly.
  await look(deputy, 'form-signature')
  const application = await (await deputy.context.request.get(`${draft}/application`)).body()
  expect(application.toString('utf8')).toContain('Parakstītā programma')
  await page
    .locator('#signedApplication')
    .setInputFiles(asice('iesniegums.edoc', container(signers.person('329999-99966'), text(application))))
  await deputy.press('Saglabāt un turpināt')
  expect(await deputy.text()).toContain('Datni parakstījusi cita persona')
  await look(deputy, 'form-signature-refused')
  await page.getByRole('button', { name: 'Noņemt datni iesniegums.edoc' }).click()
  await page.waitForLoadState('load')
  await page
    .locator('#signedApplication')
    .setInputFiles(asice('iesniegums.edoc', container(me, text(application))))
  await deputy.press('Saglabāt un turpināt')
  await look(deputy, 'form-check-signed')
  await deputy.press('Iesniegt')
  await page.waitForURL(/\/receipt$/)
  const path = new URL(page.url()).pathname.replace(/\/receipt$/, '')
  await deputy.until(path, 'Pilnības pārbaude')
  await look(deputy, 'case-applicant-signed')

  const inspector = await open('inese-berzina')
  await inspector.until(path, 'Viens paraksts jāizvērtē')
  await look(inspector, 'case-staff-signatures')
  await inspector.press('Pieteikums ir pilnīgs')
  expect(await inspector.text()).toContain('Pieteikumu vēl nevar atzīt par pilnīgu')
  await look(inspector, 'act-unjudged')
  await inspector.go(path)
  await inspector.press('stundu saraksts.edoc', 'link')
  await look(inspector, 'signature-report')
  await inspector.press('Ierakstīt izvērtējumu')
  expect(await inspector.page.locator('[data-error-summary] a').count()).toBe(2)
  await look(inspector, 'signature-report-errors')
  await inspector.press('Pārbaudīt vēlreiz tagad')
  expect(await inspector.text()).toContain('Paraksts pārbaudīts vēlreiz.')
  await inspector.choose('accepted', 'true')
  await inspector.page.locator('#reason').fill('Paraksts pārbaudīts eParaksts portālā.')
  await inspector.press('Ierakstīt izvērtējumu')
  expect(await inspector.text()).toContain('Izvērtējums ierakstīts.')
  expect(await inspector.text()).not.toContain('jāizvērtē')
  await inspector.press('Pieteikums ir pilnīgs')
  expect(await inspector.text()).toContain('Izvērtēšana')
}

/** Anyone checks a file: ours, changed, somebody else's, none at all. */
export async function checkedFiles(
  visitor: Visitor,
  decision: Buffer,
  signers: Signers,
  look: Look,
): Promise<void> {
  const check = async (name: string, buffer: Buffer): Promise<string> => {
    await visitor.go('/verify')
    await visitor.page.locator('#file').setInputFiles({ name, mimeType: 'application/pdf', buffer })
    await visitor.press('Pārbaudīt datni')
    return visitor.text()
  }
  expect(await check('lēmums.pdf', decision)).toContain('Dokuments ir īsts')
  await look(visitor, 'verify-file-authentic')
  const changed = Buffer.from(decision)
  changed[2_000] = changed[2_000]! ^ 1
  expect(await check('mainīts.pdf', changed)).toContain('Nav autentisks: datne ir mainīta pēc parakstīšanas')
  await look(visitor, 'verify-file-changed')
  const foreign = await check('cits.pdf', await signAgain(makeTestPdf(), signers.person('329999-99966')))
  expect(foreign).toContain('Personas paraksts')
  expect(foreign).not.toContain('TESTA')
  await look(visitor, 'verify-file-foreign')
  await visitor.go('/verify')
  await visitor.press('Pārbaudīt datni')
  expect(await visitor.text()).toContain('Izvēlieties datni.')
  await look(visitor, 'verify-file-missing')
}
