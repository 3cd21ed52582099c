import { word } from '../word.ts'

/** What the addressee said and was told, by field, for a party in the role of the applicant. */
const APPLICANT = (...fields: string[]): { applicant: string[] } => ({ applicant: fields })

/**
 * What becomes of a decision: contestation at the ministry and its outcome (APL 76–82), the court (184–189), corrections (72),
 * explanation (73). All of it is possible for as long as the law lets it, also when the case has long been over.
 */
export const AFTERLIFE = word('afterlife', {
  stages: {
    'contest-period': { waitingOn: 'nobody', open: true, is: ['decided', 'after'] },
    contested: { waitingOn: 'ministry', open: true, is: ['decided', 'after'] },
    'in-court': { waitingOn: 'court', open: true, is: ['decided', 'after'] },
  },
  acts: {
    'contest.submit': {
      by: ['applicant'],
      in: 'after',
      ofDecision: ['contest-period'],
      fresh: false,
      seenBy: APPLICANT('extent', 'request', 'restore'),
    },
    'contest.withdraw': {
      by: ['applicant'],
      in: 'after',
      ofDecision: ['contested'],
      fresh: false,
      seenBy: APPLICANT('reason'),
    },
    'contest.outcome': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['contested'],
      fresh: true,
      seenBy: APPLICANT('outcome', 'number', 'date', 'inForceFrom', 'summary'),
    },
    'court.file': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['settled'],
      fresh: true,
      seenBy: APPLICANT('filedOn', 'number'),
    },
    'court.outcome': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['in-court'],
      fresh: true,
      seenBy: APPLICANT('outcome', 'number', 'inForceFrom', 'summary'),
    },
    'decision.correct': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['service', 'contest-period', 'contested', 'in-court', 'settled'],
      fresh: true,
      seenBy: APPLICANT('where', 'was', 'becomes'),
    },
    'decision.ask': {
      by: ['applicant'],
      in: 'after',
      ofDecision: ['service', 'contest-period', 'contested', 'in-court', 'settled'],
      fresh: false,
      seenBy: APPLICANT('what', 'text'),
    },
    'decision.explain': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['service', 'contest-period', 'contested', 'in-court', 'settled'],
      fresh: true,
      seenBy: APPLICANT('text'),
    },
  },
  // The ministry and the court tell the addressee of their decisions themselves; what was contested is known by our decision.
  outcomes: {
    revoked: { document: 'contest-forwarding', effect: 'annulled' },
    'revoked-partly': { document: 'contest-forwarding', effect: 'by-hand' },
  },
  tasks: ['contest', 'ministry-outcome', 'court-outcome', 'explain'],
  documents: ['contest-forwarding', 'contest-withdrawn', 'correction', 'explanation'],
})
