import { describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { createLog, faultOf } from './log.ts'

const SECRET = 'SLEPENS-TEKSTS'

function lines(work: (log: ReturnType<typeof createLog>) => void): string {
  let out = ''
  work(createLog('test', 'info', { write: (line) => (out += line) }))
  return out
}

describe('the log', () => {
  test('lets out what is listed, in its shape, and nothing else', () => {
    const out = lines((log) =>
      log.info(
        {
          caseId: '0b8e0a54-0000-4000-8000-000000000000',
          ms: 12,
          email: SECRET,
          payload: { text: SECRET },
          kind: `two\nlines ${SECRET}`,
          reason: { text: SECRET },
          port: SECRET,
          err: new Error(SECRET),
          error: SECRET,
        },
        'a sentence',
      ),
    )
    expect(JSON.parse(out)).toMatchObject({
      msg: 'a sentence',
      process: 'test',
      caseId: '0b8e0a54-0000-4000-8000-000000000000',
      ms: 12,
    })
    expect(out).not.toContain(SECRET)
  })

  test('an error by itself, as a value of a message, or with a message like a stack, tells nothing', () => {
    const error = new Error(`${SECRET}\n    at ${SECRET} (/home/a.ts:1:1)`)
    const out = lines((log) => {
      log.error(error)
      log.error({ err: error }, 'failed')
      log.error(error, 'failed')
      ;(log.error as (...args: unknown[]) => void)('failed: %s', SECRET)
      log.error({ ...faultOf(error) }, 'failed')
    })
    expect(out.trim().split('\n')).toHaveLength(5)
    expect(out).not.toContain(SECRET)
    expect(faultOf(error).at!.length).toBeGreaterThan(0)
  })

  test('personal codes do not stand even in sentences', () => {
    for (const code of ['329999-99911', '32999999911', '010190-12345', '01019012345'])
      expect(lines((log) => log.info({ kind: `k ${code}` }, `of ${code}.`))).not.toContain(code)
    // Times and ids stay readable.
    expect(lines((log) => log.info({ ms: 1 }, 'at 1764064800000'))).toContain('1764064800000')
  })

  test('of a database error: state, table and constraint, not the values', () => {
    const error = Object.assign(new pg.DatabaseError(`duplicate key ${SECRET}`, 1, 'error'), {
      code: '23505',
      detail: `Key (subject)=(${SECRET}) already exists.`,
      table: 'person',
      constraint: 'person_subject_key',
    })
    const out = lines((log) => log.error(faultOf(error), 'fault'))
    expect(JSON.parse(out)).toMatchObject({
      sqlState: '23505',
      table: 'person',
      constraint: 'person_subject_key',
    })
    expect(out).not.toContain(SECRET)
    const wrapped = Object.assign(new Error(SECRET), {
      code: 'P2002',
      meta: {
        modelName: 'Person',
        driverAdapterError: {
          cause: {
            originalCode: '23505',
            originalMessage: SECRET,
            constraint: { index: 'person_subject_key' },
          },
        },
      },
    })
    const check = Object.assign(new Error(SECRET), {
      code: 'P2010',
      meta: {
        driverAdapterError: {
          cause: {
            originalCode: '23514',
            originalMessage: 'new row for relation "draft" violates check constraint "draft_whole"',
            detail: `Failing row contains (${SECRET}).`,
          },
        },
      },
    })
    expect(faultOf(check)).toMatchObject({
      sqlState: '23514',
      table: 'draft',
      constraint: 'draft_whole',
    })
    const forged = Object.assign(new Error(`constraint "${SECRET}"`), {
      code: '22P02',
      message: `invalid input: duplicate key value violates unique constraint "${SECRET}"`,
    })
    expect(JSON.stringify(faultOf(forged))).not.toContain(SECRET)
    expect(faultOf(wrapped)).toMatchObject({
      code: 'P2002',
      sqlState: '23505',
      table: 'Person',
      constraint: 'person_subject_key',
    })
  })
})
