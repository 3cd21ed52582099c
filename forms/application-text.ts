import { asked, type FileRef, type FormData, type FormDef, shownAs } from './form.ts'

/**
 * The application as plain text, to be signed where the sign-in does not stand for the signature: questions and
 * answers in the order of the form, each file with its hash. The same answers always give the same bytes, so that a
 * signature over them is a signature over this application and no other.
 */
export function applicationText(
  def: FormDef,
  data: FormData,
  applicant: { name: string; regNo: string },
): string {
  // The signature is not part of what is signed, so nothing here depends on whose it must be.
  const given = asked(def, data)
  const fields = new Map(def.pages.flatMap((p) => p.fields).map((f) => [f.name, f]))
  const lines = [
    'IESNIEGUMS',
    def.title.lv,
    '',
    'Adresāts: Izglītības kvalitātes valsts dienests',
    `Iesniedzējs: ${applicant.name}, reģistrācijas numurs ${applicant.regNo}`,
  ]
  for (const page of shownAs(def, data)) {
    const answers = page.answers.filter((a) => fields.get(a.name)?.signed?.what !== 'application')
    if (answers.length === 0) continue
    lines.push('', page.page.lv.toUpperCase())
    for (const { name, question, answer } of answers) {
      if (fields.get(name)?.widget !== 'file') {
        lines.push(`${question.lv}: ${answer.lv}`)
        continue
      }
      lines.push(`${question.lv}:`)
      for (const file of given[name] as FileRef[]) lines.push(`  ${file.name}, SHA-256 ${file.sha256}`)
    }
  }
  // Windows' own editor shows such lines, too; the byte order mark tells it that these are letters of Latvian.
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
