import type { Procedure } from './procedure.ts'

/** Licensing of general and vocational education programmes: MK 23.05.2023 Nr. 253. */
export type LicensingStage =
  | 'registered'
  | 'completeness'
  | 'cure'
  | 'assessment'
  | 'proposal'
  | 'hearing'
  | 'review'
  | 'signature'
  | 'signing'
  | 'service'
  | 'contest-period'
  | 'contested'
  | 'final'
  | 'closed'

export type LicensingAct =
  | 'completeness.confirm'
  | 'completeness.return'
  | 'application.cure'
  | 'assessment.complete'
  | 'term.extend'
  | 'proposal.submit'
  | 'views.submit'
  | 'review.approve'
  | 'review.return'
  | 'decision.sign'
  | 'decision.return'
  | 'service.prove'
  | 'contest.submit'
  | 'contest.outcome'
  | 'decision.correct'
  | 'case.withdraw'
  | 'trouble.retry'

/** Before the decision is signed: what is done here can still change its outcome. */
const UNDECIDED = [
  'completeness',
  'cure',
  'assessment',
  'proposal',
  'hearing',
  'review',
  'signature',
] as const

/** What the decision rests on: whoever has done any of it, at any time, is not its second person. */
const DRAFTING = ['assessment.complete', 'proposal.submit'] as const

export const LICENSING: Procedure<LicensingStage, LicensingAct> = {
  id: 'licensing',
  stages: {
    // Receipted; the workflow has not opened the first task yet.
    registered: { waitingOn: 'service', open: true },
    completeness: { waitingOn: 'inspector', open: true },
    cure: { waitingOn: 'applicant', open: true },
    assessment: { waitingOn: 'inspector', open: true },
    proposal: { waitingOn: 'inspector', open: true, inside: true },
    hearing: { waitingOn: 'applicant', open: true },
    review: { waitingOn: 'reviewer', open: true, inside: true },
    signature: { waitingOn: 'director', open: true, inside: true },
    // The signing service has the decision: nothing is done in the case until it answers.
    signing: { waitingOn: 'service', open: true, inside: true },
    service: { waitingOn: 'service', open: true },
    'contest-period': { waitingOn: 'nobody', open: true },
    contested: { waitingOn: 'ministry', open: true },
    final: { waitingOn: 'nobody', open: false },
    closed: { waitingOn: 'nobody', open: false },
  },
  acts: {
    'completeness.confirm': { by: ['inspector'], in: ['completeness'], fresh: true, seen: [] },
    'completeness.return': { by: ['inspector'], in: ['completeness'], fresh: true, seen: ['remarks'] },
    // Judges nothing that is seen on a page: what is sent is the draft, and there is one for each cure.
    'application.cure': { by: ['applicant'], in: ['cure'], fresh: false, seen: [] },
    'assessment.complete': { by: ['inspector'], in: ['assessment'], fresh: true },
    // APL 64(2): before the term ends; while the applicant cures defects the term does not run.
    'term.extend': {
      by: ['inspector'],
      in: ['completeness', 'assessment', 'proposal', 'hearing', 'review', 'signature'],
      fresh: true,
      seen: ['extension', 'reason'],
    },
    'proposal.submit': { by: ['inspector'], in: ['proposal'], fresh: true },
    'views.submit': { by: ['applicant'], in: ['hearing'], fresh: true, seen: ['text'] },
    // Second person: neither who assessed or drafted may review, nor who did any of it may sign.
    'review.approve': { by: ['reviewer'], in: ['review'], fresh: true, notBySameAs: [...DRAFTING] },
    'review.return': { by: ['reviewer'], in: ['review'], fresh: true, notBySameAs: [...DRAFTING] },
    'decision.sign': {
      by: ['director'],
      in: ['signature'],
      fresh: true,
      notBySameAs: [...DRAFTING, 'review.approve'],
    },
    'decision.return': { by: ['director'], in: ['signature'], fresh: true },
    'service.prove': { by: ['inspector'], in: ['service'], fresh: true, seen: ['receivedAt'] },
    'contest.submit': {
      by: ['applicant'],
      in: ['contest-period'],
      fresh: false,
      seen: ['extent', 'request'],
    },
    'contest.outcome': {
      by: ['inspector'],
      in: ['contested'],
      fresh: true,
      seen: ['outcome', 'number', 'date', 'summary'],
    },
    'decision.correct': {
      by: ['inspector'],
      in: ['service', 'contest-period', 'contested'],
      fresh: true,
      seen: ['was', 'becomes'],
    },
    'case.withdraw': { by: ['applicant'], in: [...UNDECIDED], fresh: false, seen: ['reason'] },
    // Slow work that failed again and again is tried once more.
    'trouble.retry': {
      by: ['supervisor'],
      in: ['registered', ...UNDECIDED, 'signing', 'service', 'contest-period', 'contested'],
      fresh: false,
    },
  },
}
