import type { Response } from 'express'
import type { AuditLine } from '../cases/audit/log.ts'

const COLUMNS: [string, (line: AuditLine) => string | number | null | undefined][] = [
  ['position', (l) => l.position],
  ['at', (l) => l.at],
  ['recorded_at', (l) => l.recordedAt],
  ['kind', (l) => l.kind],
  ['person_id', (l) => l.person?.id],
  ['person', (l) => l.person?.name],
  ['role', (l) => l.role],
  ['unit', (l) => l.unit],
  ['about_id', (l) => l.about?.id],
  ['about', (l) => l.about?.name],
  ['case_number', (l) => l.case?.number],
  ['case_id', (l) => l.case?.id],
  ['institution', (l) => l.institution?.name],
  ['institution_id', (l) => l.institution?.id],
  ['object', (l) => l.object],
  ['purpose', (l) => l.purpose],
  ['reason', (l) => l.reason],
  ['times', (l) => l.times],
  ['data', (l) => JSON.stringify(l.data)],
]

/** Sends the log as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read Latvian letters). */
export async function sendCsv(res: Response, batches: AsyncGenerator<AuditLine[]>): Promise<void> {
  res.setHeader('content-type', 'text/csv; charset=utf-8')
  res.setHeader('content-disposition', 'attachment; filename="piekluves-zurnals.csv"')
  res.write(`\uFEFF${COLUMNS.map(([name]) => name).join(',')}\r\n`)
  for await (const batch of batches) {
    const text = batch.map((line) => COLUMNS.map(([, of]) => cell(of(line))).join(',')).join('\r\n')
    // Who reads slowly is waited for.
    if (!res.write(`${text}\r\n`)) await new Promise((ready) => res.once('drain', ready).once('close', ready))
    if (res.destroyed) return
  }
  res.end()
}

/** What a spreadsheet would take for a formula is marked as text. */
function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
