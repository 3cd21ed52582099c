import { describe, expect, test } from '@jest/globals'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { z } from 'zod'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import { noFacts, nothing } from '../../forms/acts/act.ts'
import { visitorView } from '../../test/harness/view.ts'
import type { Definition } from '../definition.ts'
import { PartyCasePage } from './case-party.tsx'
import { StaffCasePage } from './case-staff.tsx'

// A procedure that no law knows and no list names: its definition is all that the pages of a case need.

const w = (lv: string) => ({ lv, en: `${lv} (en)` })
const asksNothing = { fields: [], schema: () => nothing, facts: noFacts }

const GARDEN: Definition = {
  form: {
    id: 'garden',
    version: 1,
    title: w('Dobes iekopšana'),
    schema: () => z.object({}),
    pages: [
      {
        id: 'bed',
        title: w('Dobe'),
        fields: [{ name: 'plant', label: w('Kas jāiestāda?'), widget: 'text' }],
      },
    ],
    signature: 'sign-in',
    subject: () => 'Rozes',
  },
  acts: {
    'plant.water': {
      ...asksNothing,
      id: 'plant.water',
      title: w('Apliet'),
      done: w('Apliets'),
      explain: w('Ūdens ir mucā.'),
      tone: 'primary',
    },
    'plant.weigh': {
      ...asksNothing,
      id: 'plant.weigh',
      title: w('Novērtēt'),
      done: w('Novērtēts'),
      fields: [
        {
          name: 'findings',
          label: w('Stādi'),
          widget: 'findings',
          checks: [{ id: 'roots', title: w('Saknes ir veselas'), norm: { act: 'APL', article: '59(2)' } }],
        },
      ],
    },
    'plant.wish': {
      ...asksNothing,
      id: 'plant.wish',
      title: w('Lūgt vairāk saules'),
      done: w('Lūgta saule'),
      place: 'next',
      page: true,
    },
    'plant.leave': {
      ...asksNothing,
      id: 'plant.leave',
      title: w('Pamest dobi'),
      done: w('Dobe pamesta'),
      place: 'other',
      page: true,
    },
  },
  texts: {
    title: w('Dobes iekopšana'),
    stages: {
      sown: { name: w('Iesēts'), who: w('Dārznieks'), does: w('gaida lietu.') },
      growing: { name: w('Aug'), who: w('Saule'), does: w('spīd.') },
      ripe: { name: w('Gatavs'), who: w('Jūs'), does: w('varat ēst.') },
    },
    outcomes: { picked: w('Novākts') },
    tasks: { water: w('Apliešana') },
    documents: { label: w('Birka') },
    track: [
      { id: 'sown', name: w('Sēja'), stages: ['sown'] },
      { id: 'growing', name: w('Augšana'), stages: ['growing'] },
      { id: 'ripe', name: w('Raža'), stages: ['ripe'] },
    ],
    letters: { application: '', about: '' },
    next: { lv: [], en: [] },
    service: {
      lead: w(''),
      who: w(''),
      needed: { lv: [], en: [] },
      term: w(''),
      termNorms: [],
      fee: w(''),
      signature: w(''),
      after: { title: w(''), text: w('') },
      time: w(''),
    },
  },
}

const event = (seq: number, type: string, at: string, data: Record<string, unknown>) => ({
  ...{ seq, type, at, data },
  actor: null,
  actorRole: null,
})

const FILE: CaseFile = {
  caseId: '00000000-0000-4000-8000-000000000001',
  about: null,
  decisions: [],
  procedure: 'garden',
  state: {
    number: 'D-2026/7',
    stage: 'growing',
    subject: 'Rozes',
    receivedAt: '2026-02-02T08:00:00.000Z',
    waitingOn: 'inspector',
    revision: 3,
    outcome: null,
    closedAt: null,
  },
  internal: true,
  parties: [
    {
      ...{ partyId: 'p1', role: 'applicant', kind: 'organisation', name: 'Dārza skola', representatives: [] },
      institution: { regNo: '1', legalAddress: 'Dārzā', founder: 'Pagasts', eAddress: null },
      contact: null,
    },
  ],
  applicant: 'Anna Liepa',
  assignee: null,
  application: {
    version: 1,
    shown: [
      { page: w('Dobe'), answers: [{ name: 'plant', question: w('Kas jāiestāda?'), answer: w('Rozes') }] },
    ],
    data: { plant: 'Rozes' },
    contentHash: 'abc',
    submittedAt: '2026-02-02T08:00:00.000Z',
  },
  erased: [],
  replacements: [],
  records: [],
  hold: null,
  versions: 1,
  clocks: [
    {
      clock: 'statutory',
      title: w('Sējas termiņš'),
      rule: 'APL64.base',
      kind: 'statutory',
      owner: 'service',
      taskId: null,
      state: 'running',
      standing: 'running',
      due: '2026-03-02',
      overdue: true,
      steps: [{ text: w('Iesēts 02.02.'), norm: { act: 'APL', article: '64(1)' } }],
      sentence: w(''),
    },
  ],
  timeline: [
    event(1, 'stage-entered', '2026-02-02T08:00:00.000Z', { stage: 'sown' }),
    event(2, 'stage-entered', '2026-02-10T08:00:00.000Z', { stage: 'growing' }),
    event(3, 'act', '2026-02-11T08:00:00.000Z', { act: 'plant.water' }),
  ],
  documents: [
    {
      ...{
        documentId: 'd1',
        kind: 'label',
        number: '5',
        seenBy: ['applicant'],
        fileId: 'f1',
        verifyCode: null,
      },
      ...{ at: '2026-02-03T08:00:00.000Z', services: [], channel: null, sentAt: null, servedOn: null },
      ...{ inForceFrom: null, contestUntil: null },
    },
  ],
  tasks: [],
  actions: ['plant.water', 'plant.wish', 'plant.leave'].map((act) => ({
    ...{ act, title: w('?'), possible: true, why: null },
  })),
  latestPayloads: {
    'plant.weigh': {
      payload: { findings: { roots: { result: 'defect', evidence: 'Kurmis.' } } },
      at: '2026-02-12T08:00:00.000Z',
      by: 'Dārznieks',
    },
  },
  draft: null,
  attachments: [],
  signature: 'sign-in',
}

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const v = visitorView('lv')

describe('a case of a procedure that nobody knows', () => {
  test('for the staff: what may be done, what is asked, found, sent, and how it came so far', () => {
    const page = renderToString(
      h(StaffCasePage, {
        ...{ v, file: FILE, def: GARDEN, turn: {}, newKey: () => 'key' },
        ...{ inspectors: null, claim: null, troubles: [], mayHold: false },
      }),
    )
    const words = text(page)
    expect(words).toContain('D-2026/7 · Dobes iekopšana Rozes Apliet Aug Likuma termiņš')
    expect(words).toContain('Apliet Ūdens ir mucā.')
    expect(words).toMatch(/Kas jāiestāda\? Rozes/)
    expect(words).toMatch(/Saknes ir veselas APL 59\. panta otrā daļa Trūkums Kurmis\./)
    expect(words).toContain('Birka 5 (PDF)')
    expect(words).toContain('Stadija: Aug')
    expect(words).toMatch(/Likuma termiņš 02\.03\. · −3 d/)
    // What needs no words is done from here, once at the head and once with what it means.
    expect(page.match(/action="\/cases\/[^"]+\/acts\/plant\.water"/g)).toHaveLength(2)
    for (const part of ['acts', 'application', 'findings', 'documents', 'course'])
      expect(page).toMatch(new RegExp(`href="#${part}"[\\s\\S]*id="${part}"`))
    // Nothing was said, so there is no such part, nor a way to it.
    expect(page).not.toContain('#said')
  })

  test('a finding that was revised stands first, what was found before it under it', () => {
    const revising = {
      ...GARDEN.acts['plant.weigh']!,
      id: 'plant.water',
    }
    const latestPayloads = {
      ...FILE.latestPayloads,
      'plant.water': {
        payload: { findings: { roots: { result: 'conforms', evidence: 'Kurmis aizgājis.' } } },
        at: '2026-02-14T08:00:00.000Z',
        by: 'Dārznieks',
      },
    }
    const def = { ...GARDEN, acts: { ...GARDEN.acts, 'plant.water': revising } }
    const page = renderToString(
      h(StaffCasePage, {
        ...{ v, file: { ...FILE, latestPayloads }, def, turn: {}, newKey: () => 'key' },
        ...{ inspectors: null, claim: null, troubles: [], mayHold: false },
      }),
    )
    expect(text(page)).toMatch(/Atbilst Kurmis aizgājis\. Sākotnējais konstatējums Trūkums Kurmis\./)
  })

  test('for a party: how far it is, who acts next, by when and why, and what else is open', () => {
    const page = renderToString(
      h(PartyCasePage, { v, file: { ...FILE, internal: false }, def: GARDEN, turn: {}, readers: [] }),
    )
    const words = text(page)
    expect(words).toMatch(/Sēja : izdarīts 02\.02\. Augšana : notiek 10\.02\. Raža : vēl priekšā/)
    expect(page).toMatch(/aria-current="step"[^>]*>[^§]{0,80}Augšana/)
    expect(words).toMatch(/Saule spīd\. Termiņš: 2026\. gada 2\. marts \(kavējas 3 dienas\)/)
    expect(words).toContain('Iesēts 02.02. APL 64. panta pirmā daļa')
    expect(words).toContain('Lūgt vairāk saules')
    expect(words).toMatch(/Citas iespējas Pamest dobi/)
    expect(words).not.toContain('Kurmis')
  })

  test('over: what it went through is done, what it never came to is not told', () => {
    const state = { ...FILE.state, stage: 'gone', outcome: 'picked', closedAt: '2026-02-20T08:00:00.000Z' }
    const words = text(
      renderToString(
        h(PartyCasePage, {
          v,
          file: { ...FILE, state, internal: false },
          def: GARDEN,
          turn: {},
          readers: [],
        }),
      ),
    )
    expect(words).toContain('Novākts')
    expect(words).toMatch(/Sēja : izdarīts 02\.02\. Augšana : izdarīts 10\.02\./)
    expect(words).not.toContain('Raža')
  })
})
