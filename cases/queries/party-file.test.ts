import { describe, expect, test } from '@jest/globals'
import type { CaseState } from '../../ledger/fold.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import { standard, statutory } from '../../procedures/word.ts'
import { partyDocuments, partyTasks, partyTimeline, type Viewer } from './party-file.ts'

const table: Procedure<string, string> = {
  id: 'fictional',
  words: [],
  first: 'open',
  seenBy: { course: ['applicant'], application: ['applicant'] },
  terms: { statutory: statutory('MK253.licence'), standard: standard('card.30wd') },
  outcomes: {},
  favourable: [],
  stages: {
    open: { waitingOn: 'applicant', open: true },
    inside: { waitingOn: 'reviewer', open: true, inside: true },
  },
  acts: {
    'seen.act': {
      by: ['applicant'],
      in: ['open'],
      fresh: false,
      seenBy: { applicant: ['text'], concerned: [] },
    },
    'silent.act': { by: ['inspector'], in: ['open'], fresh: false, seenBy: { applicant: [] } },
    'inner.act': { by: ['inspector'], in: ['open'], fresh: false },
    'doers.act': { by: ['applicant', 'third'], in: ['open'], fresh: false, seenByDoer: ['reason'] },
  },
}

const document = {
  kind: 'letter',
  number: '1',
  at: '2026-01-05T10:00:00.000Z',
}
const service = { channel: 'e-address', sentAt: 'x', servedOn: 'y', inForceFrom: null, contestUntil: null }
const task = {
  kind: 'k',
  state: 'done',
  openedAt: 'x',
  due: null,
  claimedBy: 'colleague',
  doneAt: 'y',
  doneBy: 'colleague',
  outcome: 'z',
}
const state = {
  tasks: [
    { ...task, taskId: 'own', role: 'applicant' },
    { ...task, taskId: 'theirs', role: 'inspector' },
  ],
  documents: [
    {
      ...{ ...document, documentId: 'd1', seenBy: ['applicant', 'concerned'] },
      services: [
        { ...service, partyId: 'school' },
        { ...service, partyId: 'parent' },
      ],
    },
    { ...document, documentId: 'd2', seenBy: [], services: [] },
  ],
} as unknown as CaseState

const me: Viewer = {
  personId: 'me',
  name: 'Es',
  roles: new Set(['applicant']),
  partyIds: new Set(['school']),
}
const concerned: Viewer = { ...me, roles: new Set(['concerned']), partyIds: new Set(['parent']) }

const seen = (type: string, data: Record<string, unknown>, viewer = me) =>
  partyTimeline(
    [{ seq: 1, type, at: new Date(0), actorId: 'colleague', actorRole: 'inspector', data }],
    { table, state },
    viewer,
  )

describe('what a party sees of the course of a case', () => {
  test('an event that nobody allowed is not shown', () => {
    for (const type of [
      'invented',
      'note-added',
      'assigned',
      'task-claimed',
      'warned',
      'escalated',
      'trouble',
    ])
      expect(seen(type, { text: 'x' })).toEqual([])
  })

  test('a field that nobody allowed is not shown', () => {
    expect(seen('outcome', { outcome: 'grant', by: 'colleague' })[0]!.data).toEqual({ outcome: 'grant' })
    expect(seen('clock-fact', { fact: { type: 'extended', reason: 'x' } })[0]!.data).toEqual({
      fact: { type: 'extended' },
    })
  })

  test('an act shows of its text what the table says, or that it was done, or nothing', () => {
    const said = { payload: { text: 'a', inner: 'b' }, facts: { f: 1 }, command: 'c' }
    expect(seen('act', { act: 'seen.act', ...said })[0]!.data).toEqual({
      act: 'seen.act',
      payload: { text: 'a' },
    })
    expect(seen('act', { act: 'silent.act', ...said })[0]!.data).toEqual({ act: 'silent.act', payload: {} })
    expect(seen('act', { act: 'inner.act', ...said })).toEqual([])
    expect(seen('act', { act: 'unknown.act', ...said })).toEqual([])
  })

  test('what is for its doer shows to those who stand in the role in which it was done, and to nobody else', () => {
    const by = (actorRole: string, viewer: Viewer) =>
      partyTimeline(
        [
          {
            ...{ seq: 1, type: 'act', at: new Date(0), actorId: 'x', actorRole },
            data: { act: 'doers.act', payload: { reason: 'r', inner: 'b' } },
          },
        ],
        { table, state },
        viewer,
      ).map((item) => item.data)
    expect(by('applicant', me)).toEqual([{ act: 'doers.act', payload: { reason: 'r' } }])
    expect(by('concerned', me)).toEqual([])
    expect(by('applicant', concerned)).toEqual([])
  })

  test('stages inside the service, tasks of the staff and documents for others are not shown', () => {
    expect(seen('stage-entered', { stage: 'open' })).toHaveLength(1)
    expect(seen('stage-entered', { stage: 'inside' })).toEqual([])
    expect(seen('task-opened', { taskId: 'own', kind: 'k', role: 'applicant' })[0]!.data).toEqual({
      taskId: 'own',
      kind: 'k',
    })
    expect(seen('task-closed', { taskId: 'theirs', outcome: 'x' })).toEqual([])
    expect(seen('document-issued', { documentId: 'd1', kind: 'letter' })).toHaveLength(1)
    for (const type of ['document-issued', 'document-sent', 'document-served'])
      expect(seen(type, { documentId: 'd2' })).toEqual([])
  })

  test('nobody else is named', () => {
    expect(seen('outcome', { outcome: 'x' })[0]!.actor).toBeNull()
    const own = partyTimeline(
      [
        {
          seq: 1,
          type: 'outcome',
          at: new Date(0),
          actorId: 'me',
          actorRole: 'applicant',
          data: { outcome: 'x' },
        },
      ],
      { table, state },
      me,
    )
    expect(own[0]!.actor).toBe('Es')
    expect(JSON.stringify(partyTasks(state, me))).not.toContain('colleague')
    expect(partyTasks(state, me)).toHaveLength(1)
    expect(partyDocuments(state, me).map((d) => d.documentId)).toEqual(['d1'])
  })

  test('what one party sees, another does not', () => {
    expect(seen('outcome', { outcome: 'x' }, concerned)).toEqual([])
    expect(seen('stage-entered', { stage: 'open' }, concerned)).toEqual([])
    expect(seen('registered', { number: '1', subject: 'child', contentHash: 'h' }, concerned)).toEqual([])
    expect(seen('task-closed', { taskId: 'own', outcome: 'x' }, concerned)).toEqual([])
    expect(seen('act', { act: 'seen.act', payload: { text: 'a' } }, concerned)[0]!.data).toEqual({
      act: 'seen.act',
      payload: {},
    })
    expect(seen('document-sent', { documentId: 'd1', partyId: 'school', channel: 'c' }, concerned)).toEqual(
      [],
    )
    expect(
      seen('document-sent', { documentId: 'd1', partyId: 'parent', channel: 'c' }, concerned),
    ).toHaveLength(1)
    expect(seen('contact-changed', { partyId: 'school', email: 'e' }, concerned)).toEqual([])
    expect(partyDocuments(state, concerned)[0]!.services.map((s) => s.partyId)).toEqual(['parent'])
    expect(partyTasks(state, concerned)).toEqual([])
  })

  test('whoever stands in no relation to the case sees nothing of it', () => {
    const nobody: Viewer = { ...me, roles: new Set(), partyIds: new Set() }
    for (const [type, data] of [
      ['registered', { number: '1' }],
      ['outcome', { outcome: 'x' }],
      ['act', { act: 'seen.act' }],
      ['document-issued', { documentId: 'd1', kind: 'letter' }],
      ['task-opened', { taskId: 'own', kind: 'k' }],
    ] as const)
      expect(seen(type, data, nobody)).toEqual([])
    expect(partyDocuments(state, nobody)).toEqual([])
  })
})
