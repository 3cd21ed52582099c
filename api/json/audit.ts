import { type Response, Router } from 'express'
import { type AuditLine, AuditQuery, exportAudit, listAudit } from '../../cases/audit/log.ts'
import { PurposeBody, statePurpose } from '../../cases/audit/reading.ts'
import { whoRead } from '../../cases/audit/who-read.ts'
import type { Deps } from '../../cases/deps.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { id, idempotencyKey, parse } from './request.ts'

/** The audit log, for auditors. */
export function auditRoutes(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/', fresh, async (req, res) => {
    res.json(await listAudit(deps, actorOf(res), parse(AuditQuery, req.query)))
  })
  r.get('/export', fresh, async (req, res) => {
    await sendCsv(res, await exportAudit(deps, actorOf(res), parse(AuditQuery, req.query)))
  })
  return r
}

/** Who read a case, and saying why one reads it. */
export function readingRoutes(deps: Deps): Router {
  const r = Router()
  r.get('/cases/:id/readings', async (req, res) => {
    res.json({ readings: await whoRead(deps, actorOf(res), id(req)) })
  })
  r.post('/cases/:id/purpose', async (req, res) => {
    const { purpose, reason } = parse(PurposeBody, req.body)
    await statePurpose(deps, actorOf(res), { caseId: id(req), purpose, reason, key: idempotencyKey(req) })
    res.status(204).end()
  })
  return r
}

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
